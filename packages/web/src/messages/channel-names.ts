import type { OwnChannel } from "@hubbub/client";

/** The channels that can be named by #name: the names, the longest first, and their ids by the name in lower case. */
export interface ChannelNames {
  names: readonly string[];
  ids: ReadonlyMap<string, number>;
}

let last: ChannelNames = { names: [], ids: new Map() };
let lastOf: ReadonlyMap<number, OwnChannel> | undefined;

/** The same object for the same names. */
export function channelNames(channels: ReadonlyMap<number, OwnChannel>): ChannelNames {
  if (channels === lastOf) return last;
  lastOf = channels;
  const named = [...channels.values()].filter(({ name }) => name !== "");
  const ids = new Map(named.map(({ id, name }) => [name.toLowerCase(), id]));
  const same = ids.size === last.ids.size && [...ids].every(([name, id]) => last.ids.get(name) === id);
  if (!same) last = { ids, names: [...ids.keys()].toSorted((a, b) => b.length - a.length) };
  return last;
}

export const NO_CHANNEL_NAMES: ChannelNames = { names: [], ids: new Map() };
