import { type ChatLoad } from "../generator/chat-load.ts";
import { type Crowd } from "../generator/crowd.ts";

interface Look {
  time: number;
  sent: number;
  delivered: number;
}

/** How long the measured phases were, and what was sent and delivered in them, as far as they went. */
export class MeasuredPhases {
  readonly #crowd: Crowd;
  #begin: Look | undefined;
  #end: Look | undefined;

  /** `from` and `until` are times of the clock. */
  constructor(crowd: Crowd, load: ChatLoad, { from, until }: { from: number; until: number }) {
    this.#crowd = crowd;
    load.at(from, (time) => {
      this.#begin = this.#look(time);
    });
    load.at(until, (time) => this.end(time));
  }

  /** They end at this time of the clock, unless they did before. */
  end(time: number): void {
    this.#end ??= this.#look(time);
  }

  get counts(): { ms: number; sent: number; delivered: number } {
    const [begin, end] = [this.#begin, this.#end];
    if (begin === undefined || end === undefined) return { ms: 0, sent: 0, delivered: 0 };
    return {
      ms: end.time - begin.time,
      sent: end.sent - begin.sent,
      delivered: end.delivered - begin.delivered,
    };
  }

  #look(time: number): Look {
    return { time, sent: this.#crowd.ledger.sent, delivered: this.#crowd.log.delivered };
  }
}
