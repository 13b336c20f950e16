import { encodeServerFrame, type Init, type ServerChanged } from "@hubbub/protocol";

import type { ServerNews } from "../store/store.ts";
import { SignalFrame } from "./shared-frame.ts";
import type { Subscriber } from "./topic.ts";

/** Changes are gathered for so long before all sessions are told, in ms. */
const GATHER_MS = 100;

/** Tells all sessions that what they share was changed: several changes as one signal. */
export class NewsTeller {
  #gathered: Init<ServerChanged> | undefined;

  constructor(private readonly sessions: () => Iterable<Pick<Subscriber, "deliver">>) {}

  changed(news: ServerNews): void {
    // Word rules are no client's business.
    if (news === "wordRules") return;
    if (!this.#gathered) setTimeout(() => this.#tell(), GATHER_MS).unref();
    this.#gathered = { ...this.#gathered, [news]: true };
  }

  #tell(): void {
    const body = { case: "serverChanged" as const, value: this.#gathered ?? {} };
    this.#gathered = undefined;
    const frame = new SignalFrame(encodeServerFrame({ signals: [{ body }] }));
    for (const session of this.sessions()) session.deliver(frame);
  }
}
