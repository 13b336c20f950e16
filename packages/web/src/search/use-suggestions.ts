import { ChannelKind, type ClientState, type User } from "@hubbub/client";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";

import { useChat } from "../app/chat-context.ts";
import { useObservable } from "../app/use-observable.ts";
import { othersIn } from "../channel/channel-name.ts";
import { text } from "../i18n/text.ts";
import { quoted, type Suggestion, wordAt } from "./query-words.ts";
import { recentSearches } from "./recent-searches.ts";

/** So many are offered. */
const MOST = 8;
const { search } = text;

const FILTERS: readonly Suggestion[] = (
  [
    ["from:", search.fromAbout],
    ["in:", search.inAbout],
    ["has:", search.hasAbout],
    ["before:", search.beforeAbout],
    ["after:", search.afterAbout],
    ["on:", search.onAbout],
  ] as const
).map(([insert, detail]) => ({ kind: "filter", insert, detail }));

const HAS = [
  ["link", search.hasLink],
  ["file", search.hasFile],
  ["image", search.hasImage],
  ["pin", search.hasPin],
  ["reaction", search.hasReaction],
] as const;

const NONE: readonly Suggestion[] = [];

/** What can stand where the caret is: filters, what they take, or, in an empty field, searches of before. */
export function useSuggestions(query: string, caret: number, isWanted: boolean): readonly Suggestion[] {
  const { state } = useChat();
  const channels = useObservable(state.channels);
  const recent = useSyncExternalStore(recentSearches.subscribe, () => recentSearches.current);
  const word = wordAt(query, caret).text.replace(/^-/, "");
  const [, filter = "", start = ""] = /^(from|in|has|before|after|on):"?(.*?)"?$/i.exec(word) ?? [];
  const users = useUsers(start, isWanted && filter.toLowerCase() === "from");
  return useMemo(() => {
    if (!isWanted) return NONE;
    if (query.trim() === "")
      return [
        ...recent.map((insert): Suggestion => ({ kind: "recent", insert, detail: search.recentAbout })),
        ...FILTERS,
      ].slice(0, MOST + 2);
    if (filter === "")
      return word === "" ? NONE : FILTERS.filter(({ insert }) => insert.startsWith(word.toLowerCase()));
    const values = valuesOf(filter.toLowerCase(), state, users);
    // What is there already in full needs no help.
    return values
      .filter(({ insert, detail }) => fits(insert, detail, start) && insert !== word)
      .slice(0, MOST);
  }, [isWanted, query, word, filter, start, users, recent, channels, state]);
}

function valuesOf(filter: string, state: ClientState, users: readonly User[]): Suggestion[] {
  const make = (value: string, detail: string): Suggestion => ({
    kind: "value",
    insert: `${filter}:${quoted(value)}`,
    detail,
  });
  if (filter === "has") return HAS.map(([value, detail]) => make(value, detail));
  if (filter === "from")
    return [make("me", search.me), ...users.map(({ name, displayName }) => make(name, displayName))];
  if (filter === "in") return placesOf(state).map((value) => make(value, ""));
  const days = [make("today", search.today), make("yesterday", search.yesterday)];
  return [...days, ...[7, 30].map((count) => make(daysAgo(count), search.daysAgo(count)))];
}

/** Channels by their names, and direct ones by the other's. */
function placesOf(state: ClientState): string[] {
  return [...state.channels.current.values()].flatMap((channel) => {
    if (channel.kind !== ChannelKind.DIRECT) return [channel.name];
    const [other, ...more] = othersIn(channel, state.client.me?.id);
    const name = other === undefined || more.length > 0 ? undefined : state.user(other)?.name;
    return name === undefined ? [] : [`@${name}`];
  });
}

function fits(insert: string, detail: string, start: string): boolean {
  const value = insert
    .slice(insert.indexOf(":") + 1)
    .replace(/^"?@?/, "")
    .toLowerCase();
  const wanted = start.replace(/^@/, "").toLowerCase();
  return (
    value.startsWith(wanted) ||
    detail
      .toLowerCase()
      .split(" ")
      .some((part) => part.startsWith(wanted))
  );
}

function daysAgo(count: number): string {
  return new Date(Date.now() - count * 86_400_000).toISOString().slice(0, 10);
}

/** Users whose names begin so. */
function useUsers(prefix: string, isWanted: boolean): readonly User[] {
  const { client } = useChat();
  const [users, setUsers] = useState<readonly User[]>([]);
  useEffect(() => {
    if (!isWanted) return undefined;
    let current = true;
    client.findUsers({ prefix, limit: MOST }).then(
      (found) => current && setUsers(found),
      // Without suggestions the name is written out.
      () => {},
    );
    return () => {
      current = false;
    };
  }, [client, prefix, isWanted]);
  return users;
}
