import { clock, withUnit } from "./figures.ts";
import type { Frame } from "./frame.ts";
import type { Series } from "./line-chart.ts";
import type { Axis } from "./scale.ts";
import { element, escape } from "./svg.ts";

/** So many strips at most: a long run's page would grow past its worth. */
const STRIPS = 300;

export interface ReadoutOptions {
  x: Axis;
  y: Axis;
  series: readonly Series[];
}

/**
 * An unseen strip over each x; its `<title>` has the figures there. Browsers show it without a script, and the
 * page's own script shows it faster.
 */
export function readouts(frame: Frame, { x, y, series }: ReadoutOptions): string {
  const byX = new Map<number, string[]>();
  for (const { name, points } of series) {
    for (const [at, value] of points) {
      if (!byX.has(at)) byX.set(at, []);
      if (value !== null && Number.isFinite(value)) byX.get(at)!.push(`${name}: ${reading(y, value)}`);
    }
  }
  const all = [...byX.entries()].toSorted(([a], [b]) => a - b);
  const each = Math.ceil(all.length / STRIPS);
  const places = all.flatMap(([at, lines], index) => {
    const place = frame.x.place(at);
    return index % each !== 0 || place === undefined || lines.length === 0 ? [] : [{ at, lines, place }];
  });
  const strips = places.map(({ at, lines, place }, index) => {
    const from = index === 0 ? frame.left : (places[index - 1]!.place + place) / 2;
    const to = index === places.length - 1 ? frame.right : (place + places[index + 1]!.place) / 2;
    const head = reading(x, at);
    return element(
      "g",
      { class: "readout" },
      element("rect", {
        x: from,
        y: frame.top,
        width: Math.max(0, to - from),
        height: frame.bottom - frame.top,
      }),
      element("path", { d: `M${Math.round(place * 10) / 10} ${frame.top}V${frame.bottom}` }),
      element("title", {}, escape([head, ...lines].join("\n"))),
    );
  });
  return strips.join("");
}

function reading({ read, scale, unit = "", label = "" }: Axis, value: number): string {
  if (read !== undefined) return read(value);
  if (scale === "time") return value < 120 ? withUnit(value, "s") : clock(value);
  return withUnit(value, unit || label);
}
