import type { ChannelEvent } from "@hubbub/client";

import { plainLines, plainText } from "./plain-text.ts";

/** An event as lines for a terminal; `name` is that of the user who caused it. */
export function eventLines(event: ChannelEvent, name: string): string[] {
  const at = `[${clock(event.at)}]`;
  const who = plainText(name);
  switch (event.kind) {
    case "message": {
      const [first = "", ...rest] = plainLines(event.text);
      const indent = " ".repeat(at.length + 1);
      return [`${at} ${who}: ${first}`, ...rest.map((line) => `${indent}${line}`)];
    }
    case "joined":
      return [`${at} * ${who} joined`];
    case "left":
      return [`${at} * ${who} left`];
    case "created":
      return [`${at} * ${who} created #${plainText(event.name)}`];
    default:
      return [`${at} * ${who} did something that this version of hubbub doesn't know`];
  }
}

/** The local day of a time, for a line between the days. */
export function day(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function clock(at: number): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
