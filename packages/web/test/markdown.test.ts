import { expect, test } from "bun:test";

import type { User } from "@hubbub/client";
import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Router } from "wouter";

import { isOnlyEmoji } from "../src/emoji/is-only-emoji.ts";
import { Markdown } from "../src/markdown/Markdown.tsx";
import { parse } from "../src/markdown/parse.ts";
import { NO_WORDS, type Words } from "../src/markdown/words.ts";

const render = (text: string, words: Words) =>
  renderToStaticMarkup(
    createElement(Router, { ssrPath: "/", children: createElement(Markdown, { text, words }) }),
  );

/** Without its classes, and without the element around it. */
const html = (text: string, words: Words = NO_WORDS) =>
  render(text, words)
    .replace(/^<div[^>]*>(.*)<\/div>$/s, "$1")
    .replaceAll(/ class="[^"]*"/g, "");

test("[U31.1] Markdown is shown as GitHub writes it, with line breaks kept as typed", () => {
  expect(html("**a** *b* ~~c~~ `d`\ne")).toBe(
    "<p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code><br/>e</p>",
  );
  expect(html("# Title\n> said")).toBe("<p>Title</p><blockquote><p>said</p></blockquote>");
  expect(html("- a\n- b\n\n3. c")).toBe('<ul><li>a</li><li>b</li></ul><ol start="3"><li>c</li></ol>');
  expect(html("|a|b|\n|-|-:|\n|1|2|")).toContain('<td style="text-align:right">2</td>');
  expect(html("- [x] a\n- [ ] b")).toMatch(/aria-label="Done".*a.*aria-label="Not done".*b/s);
  expect(html("```ts\nlet a = 1 < 2;\n\n**b**\n```")).toContain("let a = 1 &lt; 2;\n\n**b**</code>");
  expect(html("```\nnot closed")).toContain("<code>not closed</code>");
});

test("[U31.2] HTML is text, pictures from elsewhere are links, and links lead to the web and to mail alone", () => {
  expect(html("<b onclick=x>a</b>")).toBe("<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>");
  expect(html("<script>\nx\n</script>")).toStartWith("<p>&lt;script&gt;");
  const rest = 'target="_blank" rel="noopener noreferrer"';
  expect(html("![cat](https://a.b/c.png)")).toBe(
    `<p><a href="https://a.b/c.png" ${rest} title="https://a.b/c.png">cat</a></p>`,
  );
  expect(html("https://a.b/?c=1&d ann@a.org")).toBe(
    `<p><a href="https://a.b/?c=1&amp;d" ${rest}>https://a.b/?c=1&amp;d</a> <a href="mailto:ann@a.org" ${rest} title="mailto:ann@a.org">ann@a.org</a></p>`,
  );
  for (const bad of [
    "javascript:alert(1)",
    "data:text/html,x",
    "//a.b",
    "JaVaScRiPt:x",
    "vbscript:x",
    "/c/1",
  ])
    expect(html(`[a](${bad})`)).not.toContain("<a");
  for (const nested of ["[a *[b](https://b.c)*](https://d.e)", "[![a](https://b.c)](https://d.e)"])
    expect(html(nested)).not.toMatch(/<a [^>]*>(?:(?!<\/a>).)*<a /s);
});

const ann = { id: 7, name: "Ann Lee" } as User;
const bob = { id: 8, name: "bob" } as User;
const words: Words = {
  ...NO_WORDS,
  mentions: [ann, bob],
  mentionsAll: ["here"],
  me: 8,
  channelNames: ["tea time", "tea"],
  channel: (name) => ({ "tea time": 2, tea: 3 })[name],
  emoji: (name) => (name === "smile" ? { unicode: "😄" } : undefined),
};

test("[U31.3] who the server says is mentioned, known channels and emoji's names stand out, and in code they don't", () => {
  expect(html("hi @ann lee, @BOB @bobby x@bob `@bob`", words)).toBe(
    "<p>hi <span>@ann lee</span>, <span>@BOB</span> @bobby x@bob <code>@bob</code></p>",
  );
  expect(html("@here @channel", words)).toBe("<p><span>@here</span> @channel</p>");
  expect(html("#Tea time, #teapot #tea", words)).toBe(
    '<p><a href="/c/2">#Tea time</a>, #teapot <a href="/c/3">#tea</a></p>',
  );
  expect(html(":smile: :other: 10:30:20", words)).toBe("<p>😄 :other: 10:30:20</p>");
  const isName = (name: string) => words.emoji(name) !== undefined;
  expect(["👍🏽", "❤️ 🇨🇭:smile:", "👩‍👩‍👧"].map((text) => isOnlyEmoji(text, isName))).toEqual([true, true, true]);
  expect(["a👍", ":other:", "1", "", "👍".repeat(13)].map((text) => isOnlyEmoji(text, isName))).toEqual(
    Array(5).fill(false),
  );
});

const ELEMENTS =
  /^(div|p|a|strong|em|del|code|pre|br|blockquote|ul|ol|li|hr|table|thead|tbody|tr|th|td|span|button|svg|path|rect)$/;

function expectHarmless(text: string): void {
  const made = render(text, words);
  for (const [, element] of made.matchAll(/<([a-z0-9]+)/g)) expect(element).toMatch(ELEMENTS);
  for (const [tag] of made.matchAll(/<[^>]*>/g)) expect(tag).not.toMatch(/ (?:on[a-z]+|src|srcdoc|srcset)=/);
  for (const [, href] of made.matchAll(/ href="([^"]*)"/g))
    expect(href).toMatch(/^(?:https?:|mailto:|\/c\/\d)/);
}

/** What means something in Markdown or HTML. */
const mark = fc.constantFrom(
  ..."*_~`[]()<>!#|\\&:-+=@\n \t",
  "```",
  "> ",
  "- ",
  "1. ",
  "**",
  "\n\n",
  "    ",
  "|-|",
  "a",
  "<a href='",
  "<script>",
  "<img onerror=",
  "<iframe src=",
  "javascript:",
  "data:",
  "https://a.b",
  "www.a.b",
  "](",
  "![",
  "@bob",
  "#tea",
  ":smile:",
  "[ ] ",
  "&#106;",
  "\u202e",
  "𝒳",
);

test("[U31.4] whatever is written, nothing but harmless elements and allowed links are made of it", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), expectHarmless), { numRuns: 300 });
  fc.assert(
    fc.property(
      fc.array(mark, { maxLength: 80 }).map((marks) => marks.join("")),
      expectHarmless,
    ),
    { numRuns: 700 },
  );
});

/** The longest text of a message, of what takes parsers longest. */
const HOSTILE = [
  "*",
  "_",
  "**a ",
  "*a _b ",
  "~~a",
  "[",
  "](",
  "[a](",
  "![",
  "`",
  "`a``b",
  "<",
  "> ",
  ">",
  "> - ",
  "- ",
  "  - a\n",
  "1. ",
  "|",
  "|\n|-\n",
  "a\n-\n",
  "a",
  "a@",
  "www.",
  "http://a",
  "\\",
  "!",
  "_a_b",
  "[a]",
  "a\n",
  "<b>",
  "***a",
  "a|b\n-|-\n",
  "```\n",
  "~~~",
  "@bob",
  "#tea",
  ":a",
  "&amp;",
  "[]()",
  "(",
  "\n",
  "a\n=\n",
];

/** What a text may take at most, in ms; most take a hundredth. A parser without bounds takes minutes for some. */
const MOST_MS = 2_000;

test("[U31.5] texts made to keep a parser busy, or to nest without end, are shown all the same, in bounded time", () => {
  const length = 16_000;
  const texts = [
    ...HOSTILE.map((part) => part.repeat(length / part.length)),
    `|${"a|".repeat(2_000)}\n|${"-|".repeat(2_000)}\n${"|x\n".repeat(2_000)}`,
    "*a ".repeat(length / 6) + " a*".repeat(length / 6),
    "[".repeat(length / 2) + "]".repeat(length / 2),
    Array.from({ length: 170 }, (_, depth) => `${" ".repeat(depth)}- a`).join("\n"),
  ];
  for (const text of texts) {
    const began = performance.now();
    render(text, words);
    const took = performance.now() - began;
    expect([text.slice(0, 8), took < MOST_MS]).toEqual([text.slice(0, 8), true]);
  }
});

test("[U31.6] of a long text nothing is lost, and one that was read lately isn't read again", () => {
  const paragraphs = Array.from({ length: 400 }, (_, at) => `Paragraph ${at} **of** many.`);
  const long = paragraphs.join("\n\n");
  expect(html(long).match(/<p>/g)).toHaveLength(400);
  expect(html("word ".repeat(3_000)).match(/word/g)).toHaveLength(3_000);
  const code = Array.from({ length: 500 }, (_, at) => `line ${at}`).join("\n");
  expect(html(`\`\`\`\n${code}\n\`\`\``)).toContain(`<code>${code}</code>`);
  expect(parse(long)).toBe(parse(long));
});
