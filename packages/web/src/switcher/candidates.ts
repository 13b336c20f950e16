import { ChannelKind, type ClientState, type OwnChannel, type UnreadState, type User } from "@hubbub/client";

import { nameOf } from "../app/use-user.ts";
import { channelName } from "../channel/channel-name.ts";
import { fuzzyScore } from "./fuzzy-score.ts";

/** Where one can go. */
export type Candidate = { key: string; name: string; unread: number } & (
  { channel: OwnChannel; user?: never } | { user: User; channel?: never }
);

/** As many are shown. */
const MOST = 30;

/** What the last channels, and unread ones, are worth beside how well their names fit (4 to 0). */
const RECENT_WORTH = 0.6;
const UNREAD_WORTH = 0.4;
const MENTION_WORTH = 0.3;

export interface Sources {
  state: ClientState;
  /** Ids of the last channels, the last one first. */
  recent: readonly number[];
  /** Id of the channel that is open: it comes last. */
  current: number;
  people: readonly User[];
}

/** Channels, and people with whom there is no channel yet, that fit best; where nothing is written, the last ones. */
export function findCandidates(written: string, { state, recent, current, people }: Sources): Candidate[] {
  const wanted = written.trim().toLowerCase().replace(/^[#@]/, "");
  const unread = state.unread.current;
  const found: { candidate: Candidate; score: number }[] = [];
  const partners = new Set<number>();
  for (const channel of state.channels.current.values()) {
    const name = channelName(channel, state);
    if (channel.kind === ChannelKind.DIRECT && channel.users.length === 2) {
      for (const user of channel.users) partners.add(user);
    }
    const fit = fuzzyScore(name.toLowerCase(), wanted);
    if (fit === 0 || (channel.archived && wanted === "")) continue;
    const score = fit + worth(channel, { unread, recent, current });
    const count = unread.channels.get(channel.id)?.messages ?? 0;
    found.push({ candidate: { key: `c${channel.id}`, name, unread: count, channel }, score });
  }
  for (const user of people) {
    if (partners.has(user.id) || user.disabled || user.id === state.client.me?.id) continue;
    const name = nameOf(user, "");
    const score = Math.max(
      fuzzyScore(name.toLowerCase(), wanted),
      fuzzyScore(user.name.toLowerCase(), wanted),
    );
    if (score > 0)
      found.push({ candidate: { key: `u${user.id}`, name, unread: 0, user }, score: score - 0.1 });
  }
  found.sort((a, b) => b.score - a.score);
  return found.slice(0, MOST).map(({ candidate }) => candidate);
}

interface Context {
  unread: UnreadState;
  recent: readonly number[];
  current: number;
}

function worth({ id }: OwnChannel, { unread, recent, current }: Context): number {
  if (id === current) return -0.5;
  const at = recent.indexOf(id);
  const count = unread.channels.get(id);
  return (
    (at < 0 ? 0 : RECENT_WORTH * (1 - at / recent.length)) +
    ((count?.messages ?? 0) > 0 ? UNREAD_WORTH : 0) +
    ((count?.mentions ?? 0) > 0 ? MENTION_WORTH : 0)
  );
}
