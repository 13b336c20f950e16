import { type ChatLoad } from "../generator/chat-load.ts";
import { now } from "../generator/clock.ts";
import { type Crowd } from "../generator/crowd.ts";
import { LatencyHistogram } from "../generator/latency-histogram.ts";
import { type WorkerSecond } from "./messages.ts";

/** What came between one look and the next. */
export class SecondCounter {
  readonly #crowd: Crowd;
  readonly #load: ChatLoad;
  #sent: number;
  #delivered: number;
  #latencies = new LatencyHistogram();
  #cpu = process.cpuUsage();
  #lookedAt = now();

  constructor(crowd: Crowd, load: ChatLoad) {
    this.#crowd = crowd;
    this.#load = load;
    this.#sent = crowd.ledger.sent;
    this.#delivered = crowd.log.delivered;
  }

  /** The figures of second `at`, which ends now, and should have at `end` of the clock. */
  take(at: number, end: number): WorkerSecond {
    const { ledger, log } = this.#crowd;
    const latencies = this.#load.latencies.total();
    const { user, system } = process.cpuUsage(this.#cpu);
    const lookedAt = now();
    const second = {
      at,
      // Who stops just then was there.
      users: this.#load.users(end - 1),
      sent: ledger.sent - this.#sent,
      delivered: log.delivered - this.#delivered,
      latency: latencies.since(this.#latencies).slots(),
      lagMs: this.#load.takeLongestLag(),
      cpu: (user + system) / 10 / (lookedAt - this.#lookedAt),
      memory: process.memoryUsage.rss(),
    };
    this.#sent = ledger.sent;
    this.#delivered = log.delivered;
    this.#latencies = latencies;
    this.#cpu = process.cpuUsage();
    this.#lookedAt = lookedAt;
    return second;
  }
}
