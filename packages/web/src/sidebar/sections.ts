import { ChannelKind, type ClientState, type OwnChannel } from "@hubbub/client";
import { useMemo, useSyncExternalStore } from "react";

import { useChat } from "../app/chat-context.ts";
import { channelName } from "../channel/channel-name.ts";
import { language } from "../i18n/text.ts";
import { useActivity } from "./use-activity.ts";

export type SectionName = "favourites" | "channels" | "directs";

/** Ids of channels, in the order in which they are shown. */
export type Sections = Readonly<Record<SectionName, readonly number[]>>;

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

interface Place {
  id: number;
  name: string;
  section: SectionName;
  /** When something was written in it, of direct channels. */
  writtenAt: number;
}

/** The last order, which is asked for much oftener than it changes. */
let last: { places: readonly Place[]; order: string } = { places: [], order: "//" };

/** As text, which is alike where the order is. */
function orderOf(state: ClientState, writtenAt: (id: number) => number): string {
  const places = placesOf(state, writtenAt);
  const isSame =
    places.length === last.places.length && places.every((place, at) => isAlike(place, last.places[at]!));
  if (!isSame) last = { places, order: sorted(places) };
  return last.order;
}

function placesOf(state: ClientState, writtenAt: (id: number) => number): Place[] {
  const places: Place[] = [];
  for (const channel of state.channels.current.values()) {
    if (channel.archived) continue;
    const section = sectionOf(channel);
    places.push({
      id: channel.id,
      name: channelName(channel, state),
      section,
      writtenAt: section === "directs" ? writtenAt(channel.id) : 0,
    });
  }
  return places;
}

function isAlike(a: Place, b: Place): boolean {
  return a.id === b.id && a.name === b.name && a.section === b.section && a.writtenAt === b.writtenAt;
}

function sorted(places: readonly Place[]): string {
  const inOrder = places.toSorted(
    (a, b) => b.writtenAt - a.writtenAt || collator.compare(a.name, b.name) || a.id - b.id,
  );
  return (["favourites", "channels", "directs"] as const)
    .map((name) =>
      inOrder
        .filter(({ section }) => section === name)
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
