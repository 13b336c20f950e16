import { standaloneRules } from "./colors.ts";
import { element, escape, text } from "./svg.ts";

/**
 * A drawn graph: what `lineChart`, `barChart` and the graphs of a run give. It becomes text by `inlineSvg`, for a
 * page whose style has `colorVariables()` and `graphRules()`, or by `sheet`, as a file of its own.
 */
export interface Picture {
  title: string;
  /** In pixels, as all lengths of graphs; it scales to the room it has. */
  width: number;
  height: number;
  /** SVG elements within width × height. */
  elements: string;
  /** SVG elements above them that say figures where the pointer is; for pages only. */
  readouts?: string;
}

/** Width and height of a graph if nothing else is said: two beside each other fill a page. */
export const GRAPH_WIDTH = 490;
export const GRAPH_HEIGHT = 250;

const MARGIN = 20;
const GAP = 14;
const HEAD = 52;

/** As an element of an HTML page. */
export function inlineSvg({ title, width, height, elements, readouts = "" }: Picture): string {
  return element(
    "svg",
    { class: "graph", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title },
    elements,
    readouts,
  );
}

export interface SheetOptions {
  title: string;
  /** A line below the title. */
  subtitle?: string;
  columns?: number;
}

/** Pictures on one sheet, as an SVG file that brings its style along and follows the reader's theme. */
export function sheet(
  pictures: readonly Picture[],
  { title, subtitle = "", columns = 2 }: SheetOptions,
): string {
  const cellWidth = Math.max(0, ...pictures.map(({ width }) => width));
  const width = 2 * MARGIN + columns * cellWidth + (columns - 1) * GAP;
  const cells: string[] = [];
  let height = HEAD;
  for (let first = 0; first < pictures.length; first += columns) {
    const row = pictures.slice(first, first + columns);
    height += GAP;
    for (const [column, { elements }] of row.entries()) {
      const x = MARGIN + column * (cellWidth + GAP);
      cells.push(element("g", { transform: `translate(${x} ${height})` }, elements));
    }
    height += Math.max(...row.map((picture) => picture.height));
  }
  height += MARGIN;
  return `${element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      class: "graph",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
    },
    element("title", {}, escape(title)),
    element("style", {}, escapeStyle(standaloneRules())),
    element("rect", { class: "edge", x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 8 }),
    text(title, { class: "title", style: "font-size:17px", x: MARGIN, y: 32 }),
    text(subtitle, { x: MARGIN, y: 51 }),
    ...cells,
  )}\n`;
}

function escapeStyle(style: string): string {
  return style.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
