import type { MessageEvent } from "@hubbub/client";

import { isLooking } from "../messages/use-looking.ts";

const NAME = "hubbub-places";

interface Told {
  tab: string;
  /** Address that somebody looks at in this tab; empty: nobody does. */
  path: string;
  /** A tab that has just begun to ask. */
  ask?: boolean;
}

/** Which channel an address shows; 0: none. */
export function channelOf(path: string): number {
  return Number(/^\/c\/(\d+)/.exec(path)?.[1] ?? 0);
}

/** Which thread it shows, by its root; 0: none. */
function threadOf(path: string): number {
  return Number(new URLSearchParams(path.split("?")[1]).get("thread") ?? 0);
}

/** Knows what is looked at in any tab of this browser: what comes there is seen, and needs no notification. */
export class Places {
  readonly #tab = `${Date.now()}-${Math.random()}`;
  readonly #others = new Map<string, string>();
  readonly #line = new BroadcastChannel(NAME);
  readonly #events = new AbortController();

  constructor() {
    this.#line.addEventListener("message", ({ data }: { data: Told }) => {
      if (data.path === "") this.#others.delete(data.tab);
      else this.#others.set(data.tab, data.path);
      if (data.ask === true) this.tell();
    });
    const { signal } = this.#events;
    for (const event of ["focus", "blur", "pagehide"])
      window.addEventListener(event, () => this.tell(), { signal });
    document.addEventListener("visibilitychange", () => this.tell(), { signal });
    this.#send({ ask: true });
  }

  /** The address, or whether somebody looks at it, is another. */
  tell(): void {
    this.#send({});
  }

  /** Whether somebody looks at where the message comes: its channel, or the thread that it is in. */
  isSeen({ channel, thread, inChannel }: Pick<MessageEvent, "channel" | "thread" | "inChannel">): boolean {
    const isThere = (path: string) =>
      channelOf(path) === channel && (thread === 0 || inChannel || threadOf(path) === thread);
    return [this.#own(), ...this.#others.values()].some(isThere);
  }

  close(): void {
    this.#events.abort();
    this.#line.close();
  }

  #own(): string {
    return isLooking() ? location.pathname + location.search : "";
  }

  #send(more: { ask?: boolean }): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A BroadcastChannel is of this origin, and takes none.
    this.#line.postMessage({ tab: this.#tab, path: this.#own(), ...more } satisfies Told);
  }
}
