import { expect, test } from "bun:test";

import { fromSlackMarkup } from "../src/slack/slack-markup.ts";
import { slackText } from "../src/slack/slack-text.ts";

test.each([
  ["<https://a.example/x?a=1&amp;b=2|the *site*>", "[the *site*](https://a.example/x?a=1&b=2)"],
  ["<https://a.example>", "https://a.example"],
  ["*bold* and ~gone~, 2 * 3 * 4, snake_case", "**bold** and ~~gone~~, 2 * 3 * 4, snake_case"],
  ["`*code* <http://x>` then *bold*", "`*code* <http://x>` then **bold**"],
  ["```\n*not bold*\n```", "```\n*not bold*\n```"],
  ["<!channel> <!here> <!everyone> <@U1|ann> <#C1|general>", "@channel @here @channel @ann #general"],
  ["&lt;b&gt; &amp;amp;", "<b> &amp;"],
  ["* list item\n* another", "* list item\n* another"],
])("[B2.1] Slack's markup %p becomes Markdown", (markup, markdown) => {
  expect(fromSlackMarkup(markup)).toBe(markdown);
});

test("[B2.2] attachments and blocks say what they hold, in their order", () => {
  const attachments = [
    {
      pretext: "Build <https://ci.example/7|7>",
      title: "main",
      title_link: "https://ci.example/main",
      text: "*failed*\nsee the log",
      fields: [{ title: "Branch", value: "main", short: true }],
      footer: "ci",
    },
    { fallback: "only a fallback" },
  ];
  expect(slackText({ text: "Report", attachments })).toBe(
    [
      "Report",
      "",
      "Build [7](https://ci.example/7)",
      "",
      "> **[main](https://ci.example/main)**",
      "> **failed**",
      "> see the log",
      "> **Branch**: main",
      "> *ci*",
      "",
      "only a fallback",
    ].join("\n"),
  );
  const blocks = [
    { type: "header", text: { type: "plain_text", text: "Deploy *1*" } },
    {
      type: "section",
      text: { type: "mrkdwn", text: "to *prod*" },
      fields: [{ type: "mrkdwn", text: "by ann" }],
    },
    { type: "divider" },
    { type: "context", elements: [{ type: "plain_text", text: "just now" }] },
    { type: "actions", elements: [{ type: "button" }] },
  ];
  expect(slackText({ text: "for a notification", blocks })).toBe(
    "### Deploy *1*\n\nto **prod**\n\nby ann\n\n---\n\njust now",
  );
});

test("[B2.3] what is not in Slack's format says nothing, and breaks nothing", () => {
  for (const payload of [
    {},
    [],
    { text: 5 },
    { blocks: "x" },
    { attachments: [null, 5, {}] },
    { blocks: [{}] },
  ]) {
    expect(slackText(payload)).toBe("");
  }
});

test("[B2.4] rich text is read eight levels deep, however deep it goes", () => {
  let element: object = { type: "text", text: "bottom" };
  const nested = (levels: number) => {
    let inner = element;
    for (let level = 0; level < levels; level++) inner = { type: "rich_text_quote", elements: [inner] };
    return { blocks: [{ type: "rich_text", elements: [inner] }] };
  };
  expect(slackText(nested(3))).toBe("> > > bottom\n> > \n>");
  // Each level quotes all lines anew: unbounded, this would take half a minute.
  element = { type: "text", text: "\n".repeat(20_000) };
  expect(slackText(nested(1_000)).length).toBeLessThan(200);
});
