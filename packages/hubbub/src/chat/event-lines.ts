import type { ChannelEvent, ChannelSettings, MessageEvent } from "@hubbub/client";

import { plainLines, plainText } from "./plain-text.ts";

/** The users that an event's lines name. */
export function usersOf(event: ChannelEvent): number[] {
  return "member" in event ? [event.user, event.member] : [event.user];
}

/** An event as lines for a terminal; `nameOf` knows those of `usersOf`. */
export function eventLines(event: ChannelEvent, nameOf: (user: number) => string): string[] {
  const at = `[${clock(event.at)}]`;
  const who = plainText(nameOf(event.user));
  switch (event.kind) {
    case "message":
      return said(at, `${plainText(event.alias?.name ?? "") || who}${answered(event)}`, textOf(event));
    case "edited":
      return said(at, `${who} edited #${event.message}`, event.text);
    default:
      return [`${at} * ${who} ${doing(event, plainText(nameOf("member" in event ? event.member : 0)))}`];
  }
}

function doing(event: Exclude<ChannelEvent, { kind: "message" | "edited" }>, member: string): string {
  const self = "member" in event && event.member === event.user;
  switch (event.kind) {
    case "deleted":
      return `deleted #${event.message}`;
    case "reactionAdded":
      return `reacted to #${event.message} with ${plainText(event.emoji)}`;
    case "reactionRemoved":
      return `took back ${plainText(event.emoji)} from #${event.message}`;
    case "pinned":
      return `pinned #${event.message}`;
    case "unpinned":
      return `unpinned #${event.message}`;
    case "previews":
      return `linked in #${event.message}: ${event.previews.map(({ title }) => plainText(title)).join(", ")}`;
    case "joined":
      return self ? "joined" : `added ${member}`;
    case "left":
      return self ? "left" : `${event.banned ? "banned" : "removed"} ${member}`;
    case "memberChanged":
      return `changed what ${member} may do`;
    case "created":
      return `created #${plainText(event.name)}`;
    case "changed":
      return `changed the channel: ${settingsLine(event.settings)}`;
    case "historyRemoved":
      return `removed all before #${event.before}`;
    case "unknown":
      return "did something that this version of hubbub doesn't know";
  }
}

function settingsLine({ name, topic, archived }: ChannelSettings): string {
  return `#${plainText(name)}${topic === "" ? "" : `, ${plainText(topic)}`}${archived ? ", archived" : ""}`;
}

function answered({ thread }: Pick<MessageEvent, "thread">): string {
  return thread === 0 ? "" : ` answers #${thread}`;
}

/** What a message says, or that it says it no more, and its files. */
export function textOf({ text, deleted, files }: Pick<MessageEvent, "text" | "deleted" | "files">): string {
  if (deleted) return "(deleted)";
  return [...(text === "" ? [] : [text]), ...files.map(({ name }) => `(file: ${name})`)].join("\n");
}

function said(at: string, who: string, text: string): string[] {
  const [first = "", ...rest] = plainLines(text);
  const indent = " ".repeat(at.length + 1);
  return [`${at} ${who}: ${first}`, ...rest.map((line) => `${indent}${line}`)];
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
