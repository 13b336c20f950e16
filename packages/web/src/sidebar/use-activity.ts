import { type ChannelEvent, ChannelKind, type ClientState } from "@hubbub/client";
import { useEffect, useState } from "react";

import { onChannelEvents } from "../app/channel-events.ts";
import { useChat } from "../app/chat-context.ts";

/** When the newest message was written, in ms since 1970 UTC (0: there is none), and the log's head that this is known for. */
interface Written {
  at: number;
  head: number;
}

type Activity = ReadonlyMap<number, Written>;

const KEY = "hubbub-direct-activity";

/**
 * When something was written last in each of the user's direct channels, by its id, as far as it is known. It is kept in
 * this browser, so that at the next start only channels are asked for where something happened since.
 */
export function useActivity(): Activity {
  const { state } = useChat();
  const [known, setKnown] = useState(read);
  useEffect(() => {
    const watch = new ActivityWatch(state, read(), setKnown);
    return () => watch.stop();
  }, [state]);
  return known;
}

class ActivityWatch {
  readonly #state: ClientState;
  readonly #changed: (known: Activity) => void;
  readonly #stops: (() => void)[];
  #known: Activity;
  #asking = false;

  constructor(state: ClientState, known: Activity, changed: (known: Activity) => void) {
    this.#state = state;
    this.#known = known;
    this.#changed = changed;
    const look = () => void this.#askForOthers();
    this.#stops = [onChannelEvents(state, (event) => this.#heard(event)), state.channels.subscribe(look)];
    look();
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }

  #heard(event: ChannelEvent): void {
    const { kind, channel, at, seq } = event;
    if (kind !== "message" || this.#state.channels.current.get(channel)?.kind !== ChannelKind.DIRECT) return;
    this.#set(new Map([[channel, { at, head: seq }]]));
  }

  /** One after the other: at a first start they may be hundreds. Where it fails it is tried with the next connection. */
  async #askForOthers(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const found = new Map<number, Written>();
    try {
      for (const { id, head, kind } of this.#state.channels.current.values()) {
        if (this.#stops.length === 0) break;
        if (kind !== ChannelKind.DIRECT || head <= (this.#known.get(id)?.head ?? -1)) continue;
        const { messages } = await this.#state.client.ask("listMessages", { channel: id, limit: 1 });
        found.set(id, { at: messages.at(-1)?.at ?? 0, head });
      }
    } catch {
      // The order stays as it was: the next welcome tells of the channels again.
    }
    this.#asking = false;
    if (found.size > 0 && this.#stops.length > 0) this.#set(found);
  }

  #set(found: Activity): void {
    const known = new Map(this.#known);
    for (const [id, { at, head }] of found) {
      const before = known.get(id);
      known.set(id, {
        at: Math.max(at, before?.at ?? 0),
        head: Math.max(head, before?.head ?? 0),
      });
    }
    this.#known = known;
    localStorage.setItem(KEY, JSON.stringify([...known]));
    this.#changed(known);
  }
}

function read(): Activity {
  try {
    return new Map(JSON.parse(localStorage.getItem(KEY) ?? "[]") as [number, Written][]);
  } catch {
    return new Map();
  }
}
