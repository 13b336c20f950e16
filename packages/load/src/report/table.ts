import { escape } from "./graphs/svg.ts";

export type Tone = "good" | "bad" | "muted" | "strong";

/** What stands in a cell: outside text is fine, it is escaped. */
export type Cell = string | { text: string; tone: Tone };

/**
 * A table, once for HTML, Markdown and the terminal.
 *
 *     const table: Table = {
 *       columns: [{ heading: "Users" }, { heading: "p99, ms" }],
 *       rows: [["425", { text: "14.9", tone: "good" }]],
 *     };
 *     tableHtml(table); tableMarkdown(table); tableText(table, { color: false });
 */
export interface Table {
  /** The first stands left and the others right, if nothing is said. */
  columns: readonly { heading: string; align?: "left" | "right" }[];
  /** Each with one cell for each column. */
  rows: readonly (readonly Cell[])[];
}

export function tableHtml({ columns, rows }: Table): string {
  const aligned = (at: number) => (alignOf(columns, at) === "right" ? ' class="number"' : "");
  const head = columns.map(({ heading }, at) => `<th${aligned(at)}>${escape(heading)}</th>`).join("");
  const body = rows.map((row) => {
    const cells = row.map((cell, at) => `<td${aligned(at)}>${cellHtml(cell)}</td>`);
    return `<tr>${cells.join("")}</tr>`;
  });
  return `<div class="table"><table><thead><tr>${head}</tr></thead><tbody>\n${body.join("\n")}\n</tbody></table></div>`;
}

export function tableMarkdown({ columns, rows }: Table): string {
  const all = [
    columns.map(({ heading }) => escapeMarkdown(heading)),
    ...rows.map((row) => row.map(cellMarkdown)),
  ];
  const widths = columns.map((_, at) => Math.max(3, ...all.map((row) => Bun.stringWidth(row[at] ?? ""))));
  const lines = all.map((row) => {
    const cells = row.map((cell, at) => pad(cell, widths[at]!, alignOf(columns, at)));
    return `| ${cells.join(" | ")} |`;
  });
  const rule = widths.map((width, at) =>
    alignOf(columns, at) === "right" ? `${"-".repeat(width - 1)}:` : "-".repeat(width),
  );
  lines.splice(1, 0, `| ${rule.join(" | ")} |`);
  return `${lines.join("\n")}\n`;
}

/** Aligned columns for a terminal; `color`: with its colours. */
export function tableText({ columns, rows }: Table, { color }: { color: boolean }): string {
  const headings = columns.map(({ heading }) => ({ text: heading, tone: "muted" as const }));
  const all: (readonly Cell[])[] = [headings, ...rows];
  const texts = all.map((row) => row.map((cell) => textOf(cell).replaceAll(/\p{Cc}/gu, " ")));
  const widths = columns.map((_, at) => Math.max(0, ...texts.map((row) => Bun.stringWidth(row[at] ?? ""))));
  const lines = all.map((row, line) => {
    const cells = row.map((cell, at) => {
      const padded = pad(texts[line]![at]!, widths[at]!, alignOf(columns, at));
      return color && typeof cell !== "string" ? `${ESCAPES[cell.tone]}${padded}\u001b[0m` : padded;
    });
    return cells.join("  ").trimEnd();
  });
  return `${lines.join("\n")}\n`;
}

const ESCAPES: Record<Tone, string> = {
  good: "\u001b[32m",
  bad: "\u001b[1;31m",
  muted: "\u001b[2m",
  strong: "\u001b[1m",
};

/** Outside text within Markdown: no sign of it acts. It becomes one line. */
export function escapeMarkdown(content: string): string {
  return content.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_[\]<>|~&]|^[#>+-]/g, String.raw`\$&`);
}

function textOf(cell: Cell): string {
  return typeof cell === "string" ? cell : cell.text;
}

function cellHtml(cell: Cell): string {
  return typeof cell === "string" ? escape(cell) : `<span class="${cell.tone}">${escape(cell.text)}</span>`;
}

function cellMarkdown(cell: Cell): string {
  const content = escapeMarkdown(textOf(cell));
  const bold = typeof cell !== "string" && (cell.tone === "bad" || cell.tone === "strong");
  return bold && content !== "" ? `**${content}**` : content;
}

function alignOf(columns: Table["columns"], at: number): "left" | "right" {
  return columns[at]?.align ?? (at === 0 ? "left" : "right");
}

function pad(content: string, width: number, align: "left" | "right"): string {
  const room = " ".repeat(Math.max(0, width - Bun.stringWidth(content)));
  return align === "right" ? room + content : content + room;
}
