import { describe, expect, test } from "bun:test";

import { type Table, tableHtml, tableMarkdown, tableText } from "../src/report/table.ts";

const table: Table = {
  columns: [{ heading: "Figure" }, { heading: "A" }, { heading: "verdict", align: "left" }],
  rows: [
    ["p99", "12 ms", { text: "better", tone: "good" }],
    ["<i>|*x*\n", "1,234 ms", { text: "worse", tone: "bad" }],
  ],
};

describe("table", () => {
  test("[L40.14] in a terminal columns are aligned, the first to the left, the others to the right, in colour if wanted", () => {
    expect(tableText(table, { color: false }).split("\n")).toEqual([
      "Figure           A  verdict",
      "p99          12 ms  better",
      "<i>|*x*   1,234 ms  worse",
      "",
    ]);
    const colored = tableText(table, { color: true });
    expect(colored).toContain("\u001b[32mbetter \u001b[0m");
    expect(Bun.stripANSI(colored).replaceAll(/ +$/gm, "")).toBe(tableText(table, { color: false }));
  });

  test("[L40.14] control characters of outside text never reach the terminal", () => {
    const hostile = { columns: [{ heading: "\u001b[2J" }], rows: [["a\u009b31m\r\nb"]] };
    expect(tableText(hostile, { color: false })).toBe(" [2J\na 31m  b\n");
  });

  test("[L40.14] in Markdown it is a table, in which outside text stays text", () => {
    const lines = tableMarkdown(table).split("\n");
    expect(lines[0]).toBe("| Figure        |        A | verdict   |");
    expect(lines[1]).toMatch(/^\| -+ \| -+: \| -+ \|$/);
    const html = Bun.markdown.html(tableMarkdown(table));
    expect(html).toContain("&lt;i&gt;|*x*");
    expect(html).toContain("<strong>worse</strong>");
    expect(html.match(/<tr>/g)).toHaveLength(3);
  });

  test("[L40.14] in HTML cells are escaped, figures are marked as such, and tones are classes", () => {
    const html = tableHtml(table);
    expect(html).toContain("<td>&lt;i&gt;|*x*\n</td>");
    expect(html).toContain('<td class="number">12 ms</td>');
    expect(html).toContain('<td><span class="good">better</span></td>');
  });

  test("a table without rows has its headings", () => {
    expect(tableText({ ...table, rows: [] }, { color: false })).toBe("Figure  A  verdict\n");
    expect(tableMarkdown({ ...table, rows: [] }).split("\n")).toHaveLength(3);
  });
});
