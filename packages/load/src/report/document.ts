import type { Picture } from "./graphs/picture.ts";
import type { Table } from "./table.ts";

/** A large figure of a page's head. */
export interface Tile {
  label: string;
  value: string;
  /** Below the figure: the target, for example. */
  note?: string;
  /** "good" and "bad" say met and missed, in words too. */
  verdict?: "good" | "bad";
}

/**
 * A part of a document. Text is outside text, escaped where it is written; between two backticks it is shown as code.
 * Pictures are in the page only; Markdown has a link to `file` instead, where there is one.
 */
export type Block =
  | { kind: "heading"; text: string }
  | { kind: "subheading"; text: string }
  | { kind: "text"; text: string }
  | { kind: "note"; text: string }
  | { kind: "quote"; text: string; from: string }
  | { kind: "warning"; text: string }
  | { kind: "list"; items: readonly string[] }
  | { kind: "code"; text: string }
  /** Beside each other where there is room: small tables. */
  | { kind: "columns"; blocks: readonly Block[] }
  | { kind: "tiles"; tiles: readonly Tile[] }
  | { kind: "table"; table: Table; caption?: string }
  | { kind: "pictures"; pictures: readonly Picture[]; columns?: 1 | 2; file?: string; caption?: string }
  /** SVG made here, not outside text: a flame graph. Not in Markdown, beside the link. */
  | { kind: "svg"; title: string; svg: string; file?: string; caption?: string };

/**
 * A page as data, written as HTML by `documentHtml` (one file, no network, readable without a script) and as Markdown
 * by `documentMarkdown`:
 *
 *     const document: Document = {
 *       title: "Load run",
 *       subtitle: "2026-01-31, on 2 cores",
 *       blocks: [
 *         { kind: "heading", text: "Latency" },
 *         { kind: "pictures", pictures: [lineChart(…)] },
 *         { kind: "table", table: { columns, rows } },
 *       ],
 *     };
 */
export interface Document {
  title: string;
  subtitle?: string;
  blocks: readonly Block[];
}

/** Text in pieces: what stands between two backticks is code; a backtick without a partner is an ordinary sign. */
export function pieces(text: string): { text: string; code: boolean }[] {
  return text.split(/(`[^`]+`)/).flatMap((part, at) => {
    if (part === "") return [];
    return [at % 2 === 1 ? { text: part.slice(1, -1), code: true } : { text: part, code: false }];
  });
}
