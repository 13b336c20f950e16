import { useEffect, useState } from "react";

/** Colours for a canvas, which knows no tokens. */
export interface ChartColours {
  series: readonly string[];
  text: string;
  grid: string;
}

const SERIES = ["--chart-1", "--chart-2", "--chart-3"];

/** The colours of the theme that is shown now; others when it changes, by the page's setting or the system's. */
export function useChartColours(): ChartColours {
  const [colours, setColours] = useState(readColours);
  useEffect(() => {
    const read = () => setColours(readColours());
    const system = matchMedia("(prefers-color-scheme: dark)");
    const page = new MutationObserver(read);
    page.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    system.addEventListener("change", read);
    return () => {
      page.disconnect();
      system.removeEventListener("change", read);
    };
  }, []);
  return colours;
}

/** A token's value is a recipe (`light-dark(…)`): an element that has it knows what came of it. */
function readColours(): ChartColours {
  const probe = document.createElement("span");
  document.body.append(probe);
  const read = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const colours = { series: SERIES.map(read), text: read("--text-muted"), grid: read("--border") };
  probe.remove();
  return colours;
}
