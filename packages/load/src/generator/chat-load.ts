import { Arrivals, type ArrivalShape, type RateChange } from "./arrivals.ts";
import { now } from "./clock.ts";
import { type Crowd } from "./crowd.ts";
import { LatencyHistogram } from "./latency-histogram.ts";
import { messageText } from "./message-text.ts";
import { type Random } from "./random.ts";
import { WindowedLatencies } from "./windowed-latencies.ts";

/**
 * Sends that are due wait up to this long for each other: one that wakes a sleeping server costs several times
 * what those after it cost.
 */
const SEND_STEP_MS = 1;
/** How often it is looked whether all has come. */
const SETTLE_STEP_MS = 20;

/** Times are in milliseconds on the clock. */
export interface ChatLoadOptions {
  /** Messages a second of each user. */
  rate: number;
  changes: readonly RateChange[];
  shape: ArrivalShape;
  random: (user: number) => Random;
  /** Bytes of a message's text. */
  size: number;
  /** When each user begins to send; Infinity: when it is let in. */
  from: (user: number) => number;
  until: (user: number) => number;
  /** Messages that are intended from here to before `measuredUntil` count for acknowledgements and lags. */
  measuredFrom: number;
  measuredUntil: number;
  /** What lies between the windows of `latencies`. */
  bounds: readonly number[];
}

/**
 * A crowd that chats, until `end`. One load of a crowd at a time; a crowd can carry many, one after the other, whose
 * faults are counted together.
 */
export class ChatLoad {
  /** From the intended time of each message to each member's receipt, by windows of the intended time. */
  readonly latencies: WindowedLatencies;
  /** From the intended time of a message to the receipt of its acknowledgement, in milliseconds. */
  readonly acknowledgements = new LatencyHistogram();
  /** How much later than intended the generator sent, in milliseconds. */
  readonly lags = new LatencyHistogram();
  readonly #crowd: Crowd;
  readonly #options: ChatLoadOptions;
  readonly #arrivals: Arrivals;
  readonly #intendedTimes = new Map<number, number>();
  /** What has to happen at a time, the next first. */
  readonly #agenda: { time: number; act: (time: number) => void }[] = [];
  readonly #from: Float64Array;
  readonly #timer: Timer;
  /** When there is something to do next. */
  #next = Infinity;
  #longestLag = 0;
  /** Whether nobody sends any more. */
  ended = false;
  #givenUp = false;

  constructor(crowd: Crowd, options: ChatLoadOptions) {
    this.#crowd = crowd;
    this.#options = options;
    const { users } = crowd.options;
    this.#arrivals = new Arrivals({ ...options, users });
    this.#from = Float64Array.from({ length: users }, (_, user) => options.from(user));
    for (const [user, from] of this.#from.entries()) if (from < Infinity) this.#arrivals.begin(user, from);
    this.latencies = crowd.log.latencies = new WindowedLatencies(options.bounds);
    crowd.onAcknowledged = (number, receipt) => this.#acknowledged(number, receipt);
    crowd.onReceive = (time) => {
      if (time >= this.#next) this.#act(time);
    };
    this.#plan();
    this.#timer = setInterval(() => crowd.onReceive(now()), 1);
  }

  /** Calls `act` once, as soon as this time has come, with the time that it is then. */
  at(time: number, act: (time: number) => void): void {
    this.#agenda.push({ time, act });
    this.#agenda.sort((a, b) => a.time - b.time);
    this.#plan();
  }

  /** A user that was to be let in sends from this time on. */
  letIn(user: number, time: number): void {
    if (this.ended) return;
    this.#from[user] = time;
    this.#arrivals.begin(user, time);
    this.#plan();
  }

  /** How many users send at this time. */
  users(time: number): number {
    if (this.ended) return 0;
    let users = 0;
    for (const [user, from] of this.#from.entries()) {
      if (from <= time && time < this.#options.until(user)) users++;
    }
    return users;
  }

  /** The longest lag since this was asked last, in milliseconds. */
  takeLongestLag(): number {
    const lag = this.#longestLag;
    this.#longestLag = 0;
    return lag;
  }

  /** Nobody sends any more, and the agenda is dropped; what was sent still comes and counts. */
  end(): void {
    this.ended = true;
    clearInterval(this.#timer);
    this.#crowd.onReceive = () => {};
  }

  /**
   * Resolves when all that was sent has come to everybody, or nothing came for `patienceMs`, or it was given up; then
   * what is missing counts as lost.
   */
  async settle(patienceMs: number): Promise<void> {
    const { log, ledger } = this.#crowd;
    let [progress, since] = [-1, now()];
    while (!(this.#givenUp || (ledger.settled && log.complete))) {
      if (log.delivered + ledger.acknowledged !== progress) {
        [progress, since] = [log.delivered + ledger.acknowledged, now()];
      } else if (now() - since > patienceMs) return;
      await Bun.sleep(SETTLE_STEP_MS);
    }
  }

  /** Ends `settle`. */
  giveUp(): void {
    this.#givenUp = true;
  }

  #act(time: number): void {
    this.#arrivals.takeDue(time, this.#send);
    while (this.#agenda[0] !== undefined && this.#agenda[0].time <= time) this.#agenda.shift()!.act(time);
    this.#plan();
  }

  #plan(): void {
    this.#next = Math.min(this.#arrivals.next + SEND_STEP_MS, this.#agenda[0]?.time ?? Infinity);
  }

  readonly #send = (user: number, intended: number): void => {
    const crowd = this.#crowd;
    const number = crowd.ledger.next();
    if (crowd.options.acks) this.#intendedTimes.set(number, intended);
    const text = messageText(crowd.run, { number, intended }, this.#options.size);
    crowd.user(user).sendMessage(number, crowd.channelId(user), `${crowd.run}-${number}`, text);
    const lag = now() - intended;
    if (lag > this.#longestLag) this.#longestLag = lag;
    if (this.#isMeasured(intended)) this.lags.record(lag);
  };

  #acknowledged(number: number, receipt: number): void {
    const intended = this.#intendedTimes.get(number)!;
    this.#intendedTimes.delete(number);
    if (this.#isMeasured(intended)) this.acknowledgements.record(receipt - intended);
  }

  #isMeasured(intended: number): boolean {
    return intended >= this.#options.measuredFrom && intended < this.#options.measuredUntil;
  }
}
