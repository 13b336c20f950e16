import { describe, expect, test } from "bun:test";

import { documentHtml } from "../src/report/document-html.ts";
import { documentMarkdown } from "../src/report/document-markdown.ts";
import { type Document } from "../src/report/document.ts";
import { lineChart } from "../src/report/graphs/line-chart.ts";

const HOSTILE = '<img src=x onerror="alert(1)"> [a](javascript:b) **bold** `unclosed';

const hostile: Document = {
  title: HOSTILE,
  subtitle: HOSTILE,
  blocks: [
    { kind: "heading", text: HOSTILE },
    { kind: "subheading", text: HOSTILE },
    { kind: "text", text: HOSTILE },
    { kind: "note", text: HOSTILE },
    { kind: "quote", text: HOSTILE, from: HOSTILE },
    { kind: "warning", text: HOSTILE },
    { kind: "list", items: [HOSTILE] },
    { kind: "code", text: `${HOSTILE}\n\`\`\`` },
    { kind: "tiles", tiles: [{ label: HOSTILE, value: HOSTILE, note: HOSTILE, verdict: "bad" }] },
    { kind: "table", table: { columns: [{ heading: HOSTILE }], rows: [[HOSTILE]] }, caption: HOSTILE },
    {
      kind: "pictures",
      pictures: [lineChart({ title: HOSTILE, x: {}, y: {}, series: [] })],
      caption: HOSTILE,
    },
  ],
};

/** Element names and attributes that a reader of the HTML sees. */
async function tagsOf(html: string): Promise<{ tags: Set<string>; handlers: string[]; text: string }> {
  const tags = new Set<string>();
  const handlers: string[] = [];
  let text = "";
  const rewriter = new HTMLRewriter().on("*", {
    element(element) {
      tags.add(element.tagName);
      for (const [name, value] of element.attributes)
        if (/^(on|src$|href$)/.test(name)) handlers.push(`${name}=${value}`);
    },
    text: (chunk) => void (text += chunk.text),
  });
  await rewriter.transform(new Response(html)).text();
  return { tags, handlers, text };
}

describe("document", () => {
  test("[L40.15] as HTML, outside text stays text everywhere", async () => {
    const { tags, handlers } = await tagsOf(documentHtml(hostile));
    expect(handlers).toEqual([]);
    expect(tags).not.toContain("img");
    expect(tags).not.toContain("a");
  });

  test("[L40.15] as Markdown, outside text stays text everywhere", async () => {
    const { tags, handlers } = await tagsOf(Bun.markdown.html(documentMarkdown(hostile)));
    expect(handlers).toEqual([]);
    expect(tags).not.toContain("img");
    expect(tags).not.toContain("a");
  });

  test("[L40.16] the page needs nothing beside itself, and its policy lets nothing else in", () => {
    const html = documentHtml(hostile);
    expect(html).toContain("default-src 'none'");
    const script = /<script>([^]*?)<\/script>/.exec(html)![1]!;
    expect(html).toContain(new Bun.CryptoHasher("sha256").update(script).digest("base64"));
    expect(html).not.toMatch(/<link|<iframe|@import|url\(/);
    expect(html).toContain("prefers-color-scheme:dark");
    expect(html).toContain("@media print");
  });

  test("[L40.16] each kind of block is in both", () => {
    const picture = lineChart({ title: "Graph", x: {}, y: {}, series: [] });
    const document: Document = {
      title: "Title",
      blocks: [
        { kind: "warning", text: "Look out." },
        {
          kind: "tiles",
          tiles: [{ label: "p99", value: "12 ms", note: "target 1,000 ms", verdict: "good" }],
        },
        { kind: "tiles", tiles: [{ label: "p90", value: "300 ms", note: "target 200 ms", verdict: "bad" }] },
        { kind: "text", text: "Run `npx hubbub` again." },
        { kind: "list", items: ["one"] },
        { kind: "code", text: "npx hubbub load run\n" },
        { kind: "quote", text: "It was slow.", from: "the report" },
        { kind: "pictures", pictures: [picture], file: "graphs.svg", caption: "The graph" },
        { kind: "svg", title: "Flames", svg: "<svg></svg>", file: "flames.svg" },
      ],
    };
    const markdown = documentMarkdown(document);
    expect(markdown).toBe(`# Title

> [!WARNING]
> Look out.

- p99: **12 ms** (target 1,000 ms) – met

- p90: **300 ms** (target 200 ms) – **MISSED**

Run \`npx hubbub\` again.

- one

\`\`\`
npx hubbub load run
\`\`\`

> It was slow.
>
> – the report

![Graph](graphs.svg)

_The graph_

![Flames](flames.svg)
`);
    const html = documentHtml(document);
    for (const part of [
      "Look out.",
      '<span class="good">met</span>',
      '<span class="bad">MISSED</span>',
      "<code>npx hubbub</code>",
      "<li>one</li>",
      "<figcaption>The graph</figcaption>",
      '<div class="drawing"><svg></svg></div>',
    ]) {
      expect(html).toContain(part);
    }
  });
});
