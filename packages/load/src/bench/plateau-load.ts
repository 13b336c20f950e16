import { type ArrivalShape } from "../generator/arrivals.ts";
import { ChatLoad } from "../generator/chat-load.ts";
import { now } from "../generator/clock.ts";
import { type Crowd } from "../generator/crowd.ts";
import { type LatencyHistogram } from "../generator/latency-histogram.ts";
import { userRandom } from "../generator/random.ts";
import { type DeliveryFaults } from "../generator/seq-checker.ts";

export interface PlateauLoadOptions {
  /** Messages a second of each user. */
  rate: number;
  shape: ArrivalShape;
  seed: number;
  /** Bytes of a message's text. */
  size: number;
  /** The users begin one after the other over this time, in milliseconds. */
  rampMs: number;
  /** Then all of them send for this time, which is what is measured, in milliseconds. */
  plateauMs: number;
  /** Afterwards, what is missing still when nothing came for this long counts as lost, in milliseconds. */
  settleMs: number;
  /** Whether a user only listens. */
  silent: (user: number) => boolean;
  /** Called at the beginning and the end of the plateau, for other things to be measured; the end is waited for. */
  plateau: { begin: () => void; end: () => void | Promise<void> };
}

export interface PlateauLoadResult extends DeliveryFaults {
  sent: number;
  /** Messages answered with an error. */
  refused: number;
  /** Messages that were not answered, or came to nobody. */
  unsettled: number;
  /** Messages under two seqs, or acknowledged under another than they came with. */
  doubled: number;
  /** Connections that ended meanwhile. */
  ended: number;
  /** Deliveries that came during the plateau, and how long it was. */
  deliveries: number;
  plateauMs: number;
  /** From the intended time of a message in the plateau to each member's receipt, in milliseconds. */
  latencies: LatencyHistogram;
  /** Of the plateau's messages. */
  acknowledgements: LatencyHistogram;
  lags: LatencyHistogram;
}

/** Lets a gathered crowd chat: a ramp, then a plateau. Ends when all that was sent is settled. */
export async function plateauLoad(crowd: Crowd, options: PlateauLoadOptions): Promise<PlateauLoadResult> {
  const { log, ledger } = crowd;
  const begin = now();
  const from = begin + options.rampMs;
  const until = from + options.plateauMs;
  const load = new ChatLoad(crowd, {
    ...options,
    changes: [],
    random: (user) => userRandom(options.seed, user),
    from: (user) => (options.silent(user) ? Infinity : begin + (options.rampMs * user) / crowd.options.users),
    until: () => until,
    measuredFrom: from,
    measuredUntil: until,
    bounds: [from, until],
  });
  await Bun.sleep(from - now());
  const [beganAt, deliveredBefore] = [now(), log.delivered];
  options.plateau.begin();
  await Bun.sleep(until - now());
  const ended = options.plateau.end();
  const [plateauMs, deliveries] = [now() - beganAt, log.delivered - deliveredBefore];
  await ended;

  await load.settle(options.settleMs);
  load.end();
  return {
    ...log.faults,
    sent: ledger.sent,
    refused: ledger.refused,
    unsettled: ledger.unsettled,
    doubled: ledger.doubled,
    ended: crowd.ends.length,
    deliveries,
    plateauMs,
    latencies: load.latencies.histograms[1]!,
    acknowledgements: load.acknowledgements,
    lags: load.lags,
  };
}
