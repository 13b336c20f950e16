import { element, escape, text } from "./svg.ts";
import { shortened, textWidth } from "./text-width.ts";

/** An entry of the legend: a name beside a sample of its line or of its area, each given by its classes. */
export interface Key {
  name: string;
  line?: string;
  area?: string;
}

export interface Head {
  /** Title and legend. */
  elements: string;
  /** Where they end, in pixels from the top. */
  bottom: number;
}

const BASE = 15;
const KEY_HEIGHT = 17;
const KEY_GAP = 14;
const SAMPLE = 16;
/** Letters of the title are larger than others by so much. */
const TITLE_SIZE = 1.3;

/** The title with a smaller subtitle after it, and below it the legend in as many rows as it takes. */
export function drawHead(title: string, subtitle: string, keys: readonly Key[], width: number): Head {
  const shown = shortened(title, width / TITLE_SIZE);
  const room = width - textWidth(shown) * TITLE_SIZE - 8;
  const spans = [element("tspan", { class: "title" }, escape(shown))];
  if (subtitle !== "" && room > 30)
    spans.push(element("tspan", { dx: 7 }, escape(shortened(subtitle, room))));
  const drawn = [element("text", { x: 0, y: BASE }, ...spans)];

  let [x, row] = [0, 0];
  for (const { name, line, area } of keys) {
    const label = shortened(name, width - SAMPLE - 5);
    const needed = SAMPLE + 5 + textWidth(label);
    if (x > 0 && x + needed > width) [x, row] = [0, row + 1];
    const y = BASE + 5 + (row + 1) * KEY_HEIGHT;
    if (area !== undefined)
      drawn.push(element("rect", { class: area, x, y: y - 12, width: SAMPLE, height: 10, rx: 2 }));
    if (line !== undefined) drawn.push(element("path", { class: line, d: `M${x} ${y - 7.5}h${SAMPLE}` }));
    drawn.push(text(label, { x: x + SAMPLE + 5, y: y - 3 }));
    x += needed + KEY_GAP;
  }
  const rows = keys.length === 0 ? 0 : row + 1;
  return { elements: drawn.join(""), bottom: BASE + 5 + rows * KEY_HEIGHT };
}
