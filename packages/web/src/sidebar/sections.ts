import { ChannelKind, type ClientState, type OwnChannel } from "@hubbub/client";
import { useMemo, useSyncExternalStore } from "react";

import { useChat } from "../app/chat-context.ts";
import { channelName } from "../channel/channel-name.ts";
import { language } from "../i18n/text.ts";
import { useActivity } from "./use-activity.ts";

export type SectionName = "favourites" | "channels" | "directs";

/** Ids of channels, in the order in which they are shown. */
export type Sections = Readonly<Record<SectionName, readonly number[]>>;

interface Place {
  id: number;
  name: string;
}

const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });

/**
 * The user's channels by section, without those that are archived: direct ones by what was written last, others by name.
 * The same until one has another place.
 */
export function useSections(): Sections {
  const { state } = useChat();
  const activity = useActivity();
  const writtenAt = (id: number) => activity.get(id)?.at ?? 0;
  const channels = useSyncExternalStore(state.channels.subscribe, () => orderOf(state, writtenAt));
  // A direct channel's place is its people's names.
  const order = useSyncExternalStore(state.subscribeUsers, () =>
    hasDirects(state) ? orderOf(state, writtenAt) : channels,
  );
  return useMemo(() => parse(order), [order]);
}

/** As text, which is alike where the order is. */
function orderOf(state: ClientState, writtenAt: (id: number) => number): string {
  const places: Record<SectionName, Place[]> = {
    favourites: [],
    channels: [],
    directs: [],
  };
  for (const channel of state.channels.current.values()) {
    if (channel.archived) continue;
    places[sectionOf(channel)].push({ id: channel.id, name: channelName(channel, state) });
  }
  const byName = (a: Place, b: Place) => collator.compare(a.name, b.name) || a.id - b.id;
  const byActivity = (a: Place, b: Place) => writtenAt(b.id) - writtenAt(a.id) || byName(a, b);
  return [
    places.favourites.toSorted(byName),
    places.channels.toSorted(byName),
    places.directs.toSorted(byActivity),
  ]
    .map((list) => list.map(({ id }) => id).join())
    .join("/");
}

function sectionOf({ kind, mine }: OwnChannel): SectionName {
  if (mine?.favourite === true) return "favourites";
  return kind === ChannelKind.DIRECT ? "directs" : "channels";
}

function hasDirects(state: ClientState): boolean {
  return state.channels.current.values().some(({ kind }) => kind === ChannelKind.DIRECT);
}

function parse(order: string): Sections {
  const [favourites, channels, directs] = order
    .split("/")
    .map((ids) => (ids === "" ? [] : ids.split(",").map(Number)));
  return { favourites: favourites ?? [], channels: channels ?? [], directs: directs ?? [] };
}
