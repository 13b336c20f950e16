/** A text with what is selected in it, as a textarea has it: `start` and `end` in UTF-16 units, alike for a caret. */
export interface Selected {
  text: string;
  start: number;
  end: number;
}

/** Replaces `from` to `to` by `insert`, and selects `start` to `end` of the new text. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
  start: number;
  end: number;
}

const LIST = /^(\s*)([-*+]|\d{1,9}[.)])( \[[ xX]\])?( +)/;
const QUOTE = /^(\s*(?:> ?)+)/;

/** Puts the mark, such as `**`, on both sides of what is selected, or takes it away. */
export function toggleMark({ text, start, end }: Selected, mark: string): Edit {
  const { length } = mark;
  const words = text.slice(start, end);
  if (text.slice(start - length, start) === mark && text.slice(end, end + length) === mark) {
    const at = { start: start - length, end: end - length };
    return { from: start - length, to: end + length, insert: words, ...at };
  }
  if (words.length >= 2 * length && words.startsWith(mark) && words.endsWith(mark)) {
    const insert = words.slice(length, -length);
    return { from: start, to: end, insert, start, end: start + insert.length };
  }
  const insert = `${mark}${words}${mark}`;
  return { from: start, to: end, insert, start: start + length, end: end + length };
}

/** Makes what is selected a link to `url`; without one, the place for it is selected. */
export function makeLink({ text, start, end }: Selected, url = ""): Edit {
  const words = text.slice(start, end);
  const insert = `[${words}](${url})`;
  const inWords = start + 1;
  if (words === "") return { from: start, to: end, insert, start: inWords, end: inWords };
  const atUrl = inWords + words.length + 2;
  const caret = url === "" ? atUrl : start + insert.length;
  return { from: start, to: end, insert, start: caret, end: caret };
}

/** Puts the prefix, such as `- `, before each selected line, or takes it away where all have it; "1. " counts. */
export function toggleLines(selected: Selected, prefix: "- " | "1. " | "> "): Edit {
  const { text, start, end } = selected;
  const from = lineStart(text, start);
  const to = lineEnd(text, end);
  const lines = text.slice(from, to).split("\n");
  const has = prefix === "1. " ? /^\d+\. / : prefix === "> " ? /^> ?/ : /^[-*+] /;
  const all = lines.every((line) => has.test(line));
  const number = (at: number) => (prefix === "1. " ? `${at + 1}. ` : prefix);
  const insert = lines.map((line, at) => (all ? line.replace(has, "") : number(at) + line)).join("\n");
  const caret = from + insert.length;
  return { from, to, insert, start: lines.length > 1 ? from : caret, end: caret };
}

/** Puts fences around the selected lines. */
export function makeCodeBlock({ text, start, end }: Selected): Edit {
  const from = lineStart(text, start);
  const to = lineEnd(text, end);
  const code = text.slice(from, to);
  const caret = from + 4;
  return { from, to, insert: `\`\`\`\n${code}\n\`\`\``, start: caret, end: caret + code.length };
}

/** What a new line does in a list or quotation: it goes on, or ends by an item without words. Elsewhere undefined. */
export function continueList({ text, start, end }: Selected): Edit | undefined {
  if (start !== end || isInFence(text, start)) return undefined;
  const from = lineStart(text, start);
  const line = text.slice(from, start);
  const [marker, next] = listMarker(line) ?? quoteMarker(line) ?? ["", ""];
  if (marker === "") return undefined;
  if (line.length === marker.length && lineEnd(text, start) === start)
    return { from, to: start, insert: "", start: from, end: from };
  const insert = `\n${next}`;
  return { from: start, to: start, insert, start: start + insert.length, end: start + insert.length };
}

/** Whether a place in the text is within a fenced code block that isn't closed before it. */
export function isInFence(text: string, at: number): boolean {
  const fences = text.slice(0, at).match(/^ {0,3}```/gm);
  return fences !== null && fences.length % 2 === 1;
}

function listMarker(line: string): [marker: string, next: string] | undefined {
  const found = LIST.exec(line);
  if (found === null) return undefined;
  const [marker, indent = "", sign = "", box] = found;
  const number = Number.parseInt(sign, 10);
  const nextSign = Number.isNaN(number) ? sign : `${number + 1}${sign.slice(-1)}`;
  return [marker, `${indent}${nextSign}${box === undefined ? "" : " [ ]"} `];
}

function quoteMarker(line: string): [marker: string, next: string] | undefined {
  const marker = QUOTE.exec(line)?.[0];
  return marker === undefined ? undefined : [marker, marker];
}

const lineStart = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}
