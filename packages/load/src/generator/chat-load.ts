import { Arrivals, type ArrivalShape } from "./arrivals.ts";
import { now } from "./clock.ts";
import { type Crowd } from "./crowd.ts";
import { LatencyHistogram } from "./latency-histogram.ts";
import { messageText } from "./message-text.ts";
import { type Random } from "./random.ts";
import { type DeliveryFaults } from "./seq-checker.ts";

/**
 * Sends that are due wait up to this long for each other: one that wakes a sleeping server costs several times
 * what those after it cost.
 */
const SEND_STEP_MS = 1;

export interface ChatLoadOptions {
  /** Messages a second of each user. */
  rate: number;
  shape: ArrivalShape;
  random: Random;
  /** Bytes of a message's text. */
  size: number;
  /** The users begin one after the other over this time, in milliseconds. */
  rampMs: number;
  /** Then all of them send for this time, which is what is measured, in milliseconds. */
  plateauMs: number;
  /** Afterwards, what is missing still when nothing came for this long counts as lost, in milliseconds. */
  settleMs: number;
  /** Called at the beginning and the end of the plateau, for other things to be measured. */
  plateau: { begin: () => void; end: () => void };
}

export interface ChatLoadResult extends DeliveryFaults {
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
  /** From the intended time of a message to the receipt of its acknowledgement, in milliseconds. */
  acknowledgements: LatencyHistogram;
  /** How much later than intended the generator sent, in milliseconds. */
  lags: LatencyHistogram;
}

/**
 * Lets a gathered crowd chat: a ramp, then a plateau. Ends when all that was sent has come to everybody, or
 * nothing came for `settleMs`. One load at a time; a crowd can carry many, one after the other, whose
 * faults are counted together.
 */
export async function chatLoad(crowd: Crowd, options: ChatLoadOptions): Promise<ChatLoadResult> {
  const { log, ledger } = crowd;
  const begin = now();
  const from = begin + options.rampMs;
  const until = from + options.plateauMs;
  const lags = new LatencyHistogram();
  const acknowledgements = new LatencyHistogram();
  const intendedTimes = new Map<number, number>();
  const arrivals = new Arrivals({
    users: crowd.options.users,
    rate: options.rate,
    shape: options.shape,
    random: options.random,
    startOf: (user) => begin + (options.rampMs * user) / crowd.options.users,
    until,
  });
  const send = (user: number, intended: number) => {
    const number = ledger.next();
    if (crowd.options.acks) intendedTimes.set(number, intended);
    const text = messageText(crowd.run, { number, intended }, options.size);
    crowd.user(user).sendMessage(number, crowd.channelId(user), `${crowd.run}-${number}`, text);
    lags.record(now() - intended);
  };
  log.latencies = new LatencyHistogram();
  log.measureFrom = from;
  log.measureUntil = until;
  crowd.onReceive = (time) => {
    if (time >= arrivals.next + SEND_STEP_MS) arrivals.takeDue(time, send);
  };
  crowd.onAcknowledged = (number, receipt) => {
    const intended = intendedTimes.get(number)!;
    intendedTimes.delete(number);
    if (intended >= from) acknowledgements.record(receipt - intended);
  };
  const timer = setInterval(() => crowd.onReceive(now()), 1);

  await Bun.sleep(from - now());
  const [beganAt, deliveredBefore] = [now(), log.delivered];
  options.plateau.begin();
  await Bun.sleep(until - now());
  options.plateau.end();
  const [plateauMs, deliveries] = [now() - beganAt, log.delivered - deliveredBefore];

  await settle(crowd, options.settleMs);
  clearInterval(timer);
  crowd.onReceive = () => {};
  return {
    ...log.faults,
    sent: ledger.sent,
    refused: ledger.refused,
    unsettled: ledger.unsettled,
    doubled: ledger.doubled,
    ended: crowd.ends.length,
    deliveries,
    plateauMs,
    latencies: log.latencies,
    acknowledgements,
    lags,
  };
}

async function settle({ log, ledger }: Crowd, patienceMs: number): Promise<void> {
  let [progress, since] = [-1, now()];
  while (!(ledger.settled && log.complete)) {
    if (log.delivered + ledger.acknowledged !== progress) {
      [progress, since] = [log.delivered + ledger.acknowledged, now()];
    } else if (now() - since > patienceMs) return;
    await Bun.sleep(20);
  }
}
