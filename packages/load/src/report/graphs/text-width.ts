/** Of the widest of the fonts that a graph may be shown in, at its size, 11.5 px: hardly any text takes more. */
const COLUMN = 7;

/** About how many pixels a text takes in a graph; there is no screen to ask. Wide signs count double. */
export function textWidth(text: string): number {
  return Bun.stringWidth(text) * COLUMN;
}

/** The text, ended by "…" where it would take more than `most` pixels. */
export function shortened(text: string, most: number): string {
  return Bun.sliceAnsi(text, 0, Math.max(1, Math.floor(most / COLUMN)), { ellipsis: "…" });
}

/** The text between words on two lines at most, each shortened where it would take more than `most` pixels. */
export function inTwoLines(text: string, most: number): string[] {
  const [first = "", ...rest] = Bun.wrapAnsi(text, Math.max(1, Math.floor(most / COLUMN))).split("\n");
  return (rest.length === 0 ? [first] : [first, rest.join(" ")]).map((line) => shortened(line, most));
}
