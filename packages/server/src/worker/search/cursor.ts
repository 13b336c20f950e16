import { Refusal } from "../../errors.ts";

/** Where a page begins: in the order of time below an id; by relevance at an offset in the ranked window below it. */
export interface PageStart {
  /** Only messages with ids below this. */
  below: number;
  /** Hits of the window that earlier pages had. */
  offset: number;
  /** Newer messages were ranked by themselves. */
  continued: boolean;
}

const CURSOR = /^([0-9a-z]{1,11})\.([0-9a-z]{1,5})\.([01])$/;

export function readCursor(cursor: string): PageStart {
  if (cursor === "") return { below: Number.MAX_SAFE_INTEGER, offset: 0, continued: false };
  const [, below, offset, continued] = CURSOR.exec(cursor) ?? [];
  if (below === undefined || offset === undefined) {
    throw new Refusal("invalid", "The cursor is none that a page gave.", { field: "search.cursor" });
  }
  return {
    below: Number.parseInt(below, 36),
    offset: Number.parseInt(offset, 36),
    continued: continued === "1",
  };
}

export function writeCursor({ below, offset, continued }: PageStart): string {
  return `${below.toString(36)}.${offset.toString(36)}.${Number(continued)}`;
}
