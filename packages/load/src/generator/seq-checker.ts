/** A member's deliveries that were not what they should have been. */
export interface DeliveryFaults {
  /** Never came. */
  lost: number;
  /** Came once more. */
  repeated: number;
  /** Came after one with a larger seq. */
  outOfOrder: number;
  /** Announced by the server as not sent to this member. */
  gapped: number;
  /** Events of channels that the member had not subscribed to. */
  stray: number;
}

/**
 * Checks that each member gets each seq of its channel once and in order. Members are numbered 0, 1, 2, …,
 * and each is in one channel.
 */
export class SeqChecker {
  readonly #next: Float64Array;
  /** Ranges, both ends included, that were passed over and may still come, by member. */
  readonly #missing = new Map<number, { from: number; to: number }[]>();
  #repeated = 0;
  #outOfOrder = 0;
  #gapped = 0;

  /** Members are due nothing before they begin. */
  constructor(members: number) {
    this.#next = new Float64Array(members).fill(Infinity);
  }

  /** Events after `head` are for this member. */
  begin(member: number, head: number): void {
    this.#next[member] = head + 1;
  }

  /** Takes the deliveries `from` to `to` in order, if `from` is the next; else takes nothing and gives false. */
  takeNext(member: number, from: number, to: number): boolean {
    if (from !== this.#next[member]) return false;
    this.#next[member] = to + 1;
    return true;
  }

  /** Takes a delivery; false if it was a repeated one. */
  take(member: number, seq: number): boolean {
    if (this.takeNext(member, seq, seq)) return true;
    const next = this.#next[member]!;
    if (seq > next) {
      this.#pass(member, next, seq - 1);
      this.#next[member] = seq + 1;
      return true;
    }
    if (this.#found(member, seq)) {
      this.#outOfOrder++;
      return true;
    }
    this.#repeated++;
    return false;
  }

  /** The server announced that it didn't send `from` to `to`, both included. */
  gap(member: number, from: number, to: number): void {
    const next = this.#next[member]!;
    if (from > next) this.#pass(member, next, from - 1);
    for (let seq = from; seq < Math.min(next, to + 1); seq++) if (this.#found(member, seq)) this.#gapped++;
    this.#gapped += Math.max(0, to - Math.max(from, next) + 1);
    this.#next[member] = Math.max(next, to + 1);
  }

  /** Whether the member has all up to `head`, or was told of the gaps. */
  complete(member: number, head: number): boolean {
    return this.#next[member]! > head && !this.#missing.has(member);
  }

  /** The faults of all members, if `headOf` gives the newest seq for each member. */
  faults(headOf: (member: number) => number): Omit<DeliveryFaults, "stray"> {
    let lost = 0;
    for (let member = 0; member < this.#next.length; member++) {
      lost += Math.max(0, headOf(member) - this.#next[member]! + 1);
    }
    for (const ranges of this.#missing.values()) for (const { from, to } of ranges) lost += to - from + 1;
    return { lost, repeated: this.#repeated, outOfOrder: this.#outOfOrder, gapped: this.#gapped };
  }

  #pass(member: number, from: number, to: number): void {
    const ranges = this.#missing.get(member);
    if (ranges === undefined) this.#missing.set(member, [{ from, to }]);
    else ranges.push({ from, to });
  }

  /** Takes the seq out of the missing ones; false if it was none. */
  #found(member: number, seq: number): boolean {
    const ranges = this.#missing.get(member) ?? [];
    const at = ranges.findIndex(({ from, to }) => from <= seq && seq <= to);
    if (at === -1) return false;
    const { from, to } = ranges[at]!;
    const rest = [
      { from, to: seq - 1 },
      { from: seq + 1, to },
    ].filter((range) => range.from <= range.to);
    ranges.splice(at, 1, ...rest);
    if (ranges.length === 0) this.#missing.delete(member);
    return true;
  }
}
