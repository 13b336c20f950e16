import { crisp, type Frame } from "./frame.ts";
import { element, escape, text } from "./svg.ts";
import { textWidth } from "./text-width.ts";

/** A stretch of x with a name; `shaded` sets it off from its neighbours. */
export interface SpanOf {
  from: number;
  to: number;
  label: string;
  shaded: boolean;
}

/** A place on x with a name. */
export interface MarkOf {
  at: number;
  label: string;
}

/** Names of marks stand in so many rows at most; those without room can still be pointed at. */
const MARK_ROWS = 3;
const ROW_HEIGHT = 14;

export function drawSpans({ x, left, right, top, bottom }: Frame, spans: readonly SpanOf[]): string {
  const drawn = spans.map(({ from, to, label, shaded }) => {
    const start = Math.max(left, x.place(from) ?? left);
    const end = Math.min(right, x.place(to) ?? right);
    if (end <= start) return "";
    const parts: string[] = [];
    if (shaded)
      parts.push(
        element("rect", { class: "shade", x: start, y: top, width: end - start, height: bottom - top }),
      );
    if (textWidth(label) < end - start - 4)
      parts.push(text(label, { x: (start + end) / 2, y: top - 3, "text-anchor": "middle" }));
    return parts.join("");
  });
  return drawn.join("");
}

/** Pixels that the names of marks take. */
export function markRoom(marks: readonly MarkOf[]): number {
  return Math.min(marks.length, MARK_ROWS) * ROW_HEIGHT;
}

export function drawMarks({ x, left, right, markTop, bottom }: Frame, marks: readonly MarkOf[]): string {
  const rowEnds = Array.from({ length: MARK_ROWS }, () => -Infinity);
  const drawn = marks
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, label }) => {
      const place = x.place(at);
      if (place === undefined || place < left - 1 || place > right + 1) return "";
      const wide = textWidth(label);
      const flip = place + 4 + wide > right;
      const start = flip ? place - 4 - wide : place + 4;
      const row = rowEnds.findIndex((end) => start >= end);
      const parts = [
        element("title", {}, escape(label)),
        element("path", { class: "mark", d: `M${crisp(place)} ${markTop}V${bottom}` }),
      ];
      if (row >= 0 && start >= left) {
        rowEnds[row] = start + wide + 6;
        const anchor = flip ? { x: place - 4, "text-anchor": "end" } : { x: place + 4 };
        parts.push(text(label, { class: "halo", y: markTop + 11 + row * ROW_HEIGHT, ...anchor }));
      }
      return element("g", {}, ...parts);
    });
  return drawn.join("");
}
