import type { Event } from "@hubbub/protocol";

/** The events of each channel, in their order. */
export function byChannel(events: readonly Event[]): Map<number, Event[]> {
  const lists = new Map<number, Event[]>();
  for (const event of events) {
    const list = lists.get(event.channel);
    if (list === undefined) lists.set(event.channel, [event]);
    else list.push(event);
  }
  return lists;
}
