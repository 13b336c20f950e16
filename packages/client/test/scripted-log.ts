import type { Event, EventPage, History, Init } from "@hubbub/protocol";

/** An event in its place. */
export type LoggedEvent = Pick<Event, "channel" | "seq" | "at" | "user"> & { body: EventBody };
export type EventBody = NonNullable<Init<Event>["body"]>;

/** A channel of the scripted server: its log, who is in it, and the sends it knows. */
export class ScriptedChannel {
  readonly id: number;
  readonly name: string;
  epoch = 1;
  events: LoggedEvent[] = [];
  readonly members = new Set<number>();
  readonly online = new Set<number>();
  readonly sends = new Map<string, LoggedEvent>();
  /** Events up to this seq are not in the log any more. */
  forgotten = 0;

  constructor(id: number, name: string) {
    this.id = id;
    this.name = name;
  }

  get head(): number {
    return this.events.length;
  }

  append(user: number, body: EventBody): LoggedEvent {
    const event = { channel: this.id, seq: this.head + 1, at: Date.now(), user, body };
    this.events.push(event);
    return event;
  }

  /** The log is gone, and another begins with `texts`. */
  reset(texts: string[], user: number): void {
    this.epoch += 1;
    this.events = [];
    for (const text of texts) this.append(user, { case: "message", value: { text } });
  }

  page({ after, before, limit }: History, most: number): Init<EventPage> {
    const size = Math.min(limit === 0 ? 100 : limit, most);
    const held = this.events.filter(({ seq }) => seq > this.forgotten);
    const side = held.filter(({ seq }) => (before > 0 ? seq < before : seq > after));
    const events = before > 0 ? side.slice(-size) : side.slice(0, size);
    return {
      channel: this.id,
      epoch: this.epoch,
      head: this.head,
      events,
      more: events.length < side.length,
    };
  }
}
