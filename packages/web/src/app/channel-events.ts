import type { ChannelEvent, ClientState } from "@hubbub/client";

/** Gives every event of all the user's channels, also of those that they come into later, until the function given back is called. */
export function onChannelEvents(state: ClientState, listener: (event: ChannelEvent) => void): () => void {
  const stops = new Map<number, () => void>();
  const update = () => {
    const channels = state.channels.current;
    for (const [id, stop] of stops) {
      if (channels.has(id)) continue;
      stop();
      stops.delete(id);
    }
    for (const id of channels.keys()) {
      const channel = stops.has(id) ? undefined : state.channel(id);
      if (channel !== undefined) stops.set(id, channel.on("event", listener));
    }
  };
  update();
  const stop = state.channels.subscribe(update);
  return () => {
    stop();
    for (const each of stops.values()) each();
  };
}
