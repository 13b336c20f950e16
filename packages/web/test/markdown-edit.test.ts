import { describe, expect, test } from "bun:test";

import { findTrigger } from "../src/composer/completion/trigger.ts";
import {
  continueList,
  type Edit,
  isInFence,
  makeCodeBlock,
  makeLink,
  type Selected,
  toggleLines,
  toggleMark,
} from "../src/composer/markdown-edit.ts";

/** A text in which `[` and `]` stand around what is selected, or `|` where the caret is. */
function parse(drawn: string): Selected {
  const start = drawn.search(/[[|]/);
  const end = drawn.includes("[") ? drawn.indexOf("]") - 1 : start;
  return { text: drawn.replace(/[[\]|]/g, ""), start, end };
}

function draw({ text }: Selected, { from, to, insert, start, end }: Edit): string {
  const after = text.slice(0, from) + insert + text.slice(to);
  if (start === end) return `${after.slice(0, start)}|${after.slice(start)}`;
  return `${after.slice(0, start)}[${after.slice(start, end)}]${after.slice(end)}`;
}

/** What is completed at the end of the text: kind, query, place. */
function found(text: string): string | undefined {
  const trigger = findTrigger(text, text.length);
  return trigger && `${trigger.kind} ${trigger.query} ${trigger.from}`;
}

describe("what keys and buttons write", () => {
  test.each([
    ["say [it] loud", "say **[it]** loud"],
    ["say **[it]** loud", "say [it] loud"],
    ["say [**it**] loud", "say [it] loud"],
    ["say |", "say **|**"],
  ])("[U32.20] bold: %j becomes %j", (before, after) => {
    expect(draw(parse(before), toggleMark(parse(before), "**"))).toBe(after);
  });

  test.each([
    ["- tea|", "- tea\n- |"],
    ["  * tea|", "  * tea\n  * |"],
    ["9. tea|", "9. tea\n10. |"],
    ["> tea|", "> tea\n> |"],
    ["- tea\n- |", "- tea\n|"],
    ["- tea and| milk", "- tea and\n- | milk"],
  ])("[U32.21] a new line in a list: %j becomes %j", (before, after) => {
    const selected = parse(before);
    const edit = continueList(selected);
    expect(edit && draw(selected, edit)).toBe(after);
  });

  test("[U32.22] elsewhere, and in code, a new line is a new line", () => {
    for (const text of ["tea|", "```\n- tea|", "a - b|"]) expect(continueList(parse(text))).toBeUndefined();
    expect(isInFence("```ts\nlet a", 11)).toBe(true);
    expect(isInFence("```ts\nlet a\n```\n", 16)).toBe(false);
  });

  test("[U32.23] lists, quotations, code and links are made of what is selected", () => {
    const two = { text: "tea\nmilk", start: 1, end: 6 };
    expect(draw(two, toggleLines(two, "1. "))).toBe("[1. tea\n2. milk]");
    const listed = { text: "- tea\n- milk", start: 0, end: 12 };
    expect(draw(listed, toggleLines(listed, "- "))).toBe("[tea\nmilk]");
    expect(draw(two, makeCodeBlock(two))).toBe("```\n[tea\nmilk]\n```");
    const word = { text: "see tea", start: 4, end: 7 };
    const link = makeLink(word, "https://tea.example");
    expect("see ".concat(link.insert)).toBe("see [tea](https://tea.example)");
  });
});

test("[U32.24] what stands before the caret is completed where a name can begin", () => {
  expect(found("hi @an")).toBe("user an 3");
  expect(found("(@")).toBe("user  1");
  expect(found("@zoë")).toBe("user zoë 0");
  expect(found("see #gen")).toBe("channel gen 4");
  expect(found("so :smi")).toBe("emoji smi 3");
  expect(found("/wea")).toBe("command wea 0");
  for (const text of ["mail@an", "\\@an", "so :-)", "10:30", "a /wea", "/wea now", "http://x"])
    expect(found(text)).toBeUndefined();
});
