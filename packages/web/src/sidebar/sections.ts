import { ChannelKind, type ClientState, type OwnChannel } from "@hubbub/client";
import { useMemo, useSyncExternalStore } from "react";

import { useChat } from "../app/chat-context.ts";
import { channelName } from "../channel/channel-name.ts";
import { language } from "../i18n/text.ts";

export type SectionName = "favourites" | "channels" | "directs";

/** Ids of channels, in the order in which they are shown. */
export type Sections = Readonly<Record<SectionName, readonly number[]>>;

const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });

/** The user's channels by section, each by name; without those that are archived. The same until one has another place. */
export function useSections(): Sections {
  const { state } = useChat();
  const channels = useSyncExternalStore(state.channels.subscribe, () => orderOf(state));
  // A direct channel's place is its people's names.
  const order = useSyncExternalStore(state.subscribeUsers, () =>
    hasDirects(state) ? orderOf(state) : channels,
  );
  return useMemo(() => parse(order), [order]);
}

/** As text, which is alike where the order is. */
function orderOf(state: ClientState): string {
  const places: Record<SectionName, { id: number; name: string }[]> = {
    favourites: [],
    channels: [],
    directs: [],
  };
  for (const channel of state.channels.current.values()) {
    if (channel.archived) continue;
    places[sectionOf(channel)].push({ id: channel.id, name: channelName(channel, state) });
  }
  const { favourites, channels, directs } = places;
  return [favourites, channels, directs]
    .map((list) =>
      list
        .toSorted((a, b) => collator.compare(a.name, b.name) || a.id - b.id)
        .map(({ id }) => id)
        .join(),
    )
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
