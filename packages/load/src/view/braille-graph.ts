import type { Paint, Style } from "./paint.ts";

/** A line of the graph: one value for each column of dots, null where there is none. */
export interface DotLine {
  style: Style;
  values: readonly (number | null)[];
}

/** Dots of a braille sign (U+2800), by row from above and by column. */
const DOTS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

export interface DotGraphSize {
  columns: number;
  rows: number;
  /** Value of the upper edge; above 0. */
  top: number;
}

/**
 * Lines of a graph from 0 to `top`, in which each sign has 2 × 4 dots, so that `columns` signs show twice as many
 * values. Neighbouring values are joined. Where two lines share a sign it has the style of the later one.
 */
export function brailleGraph(
  lines: readonly DotLine[],
  { columns, rows, top }: DotGraphSize,
  paint: Paint,
): string[] {
  const signs = new Uint8Array(columns * rows);
  const styles: (Style | undefined)[] = [];
  for (const { values, style } of lines) {
    let last: number | undefined;
    for (let x = 0; x < 2 * columns; x++) {
      const value = values[x] ?? null;
      const y = value === null ? undefined : Math.round((1 - Math.min(1, value / top)) * (4 * rows - 1));
      if (y !== undefined) {
        const joined = last === undefined || last === y ? y : last < y ? last + 1 : last - 1;
        for (let at = Math.min(joined, y); at <= Math.max(joined, y); at++) {
          const sign = (at >> 2) * columns + (x >> 1);
          signs[sign]! |= DOTS[at & 3]![x & 1]!;
          styles[sign] = style;
        }
      }
      last = y;
    }
  }
  return Array.from({ length: rows }, (_, row) => {
    let line = "";
    for (let from = row * columns; from < (row + 1) * columns;) {
      let to = from + 1;
      while (to < (row + 1) * columns && styles[to] === styles[from]) to++;
      const text = Array.from(signs.subarray(from, to), signOf).join("");
      const style = styles[from];
      line += style === undefined ? text : paint(style, text);
      from = to;
    }
    return line;
  });
}

function signOf(dots: number): string {
  return dots === 0 ? " " : String.fromCodePoint(0x2800 + dots);
}

/** Eighths of a sign, for the end of a bar. */
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar for a share of 0 to 1, exact to an eighth of a column. */
export function bar(share: number, columns: number, style: Style, paint: Paint): string {
  const eighths = Math.round(Math.max(0, Math.min(1, share)) * columns * 8);
  const full = "█".repeat(eighths >> 3) + EIGHTHS[eighths & 7]!;
  return paint(style, full) + paint("dim", "·".repeat(Math.max(0, columns - full.length)));
}
