import { type Block } from "../../report/document.ts";
import { allRuns } from "../all-runs.ts";
import { type Page } from "../chapter.ts";

/** What the figures don't show, and how to make them again. */
export function limits({ analysis }: Page): Block[] {
  const busiest = busiestOthers(analysis);
  const others =
    busiest === undefined
      ? ""
      : ` Other processes of the machine took up to ${busiest.toFixed(0)}% of a core on average during a run.`;
  return [
    { kind: "heading", text: "What this doesn't show" },
    {
      kind: "list",
      items: [
        "A network: over loopback there is no loss, no distance and no network card. Latencies are the server's and the generator's, and nothing else's.",
        `A machine of its own for the server: the generator shares caches, memory and, where nothing is pinned, cores with it.${others}`,
        "Hours: each run is seconds long. What only shows in days (growth of the database, memory) is the scenario `soak`'s.",
        "Another machine's figures: rates differ by machine, and the virtual ones among them from minute to minute. Compare only what ran side by side.",
      ],
    },
    { kind: "heading", text: "Make it again" },
    { kind: "code", text: analysis.command },
    {
      kind: "text",
      text: "`data.json` has everything that words and tables here are made of, `runs/` the result of every run, with each second of it.",
    },
  ];
}

function busiestOthers(analysis: Page["analysis"]): number | undefined {
  const runs = allRuns(analysis);
  const means = runs.map(({ summary }) => summary.othersCpu?.mean).filter((mean) => mean !== undefined);
  return means.length === 0 ? undefined : Math.max(...means);
}
