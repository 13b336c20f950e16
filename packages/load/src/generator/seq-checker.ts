/** A member's deliveries that were not what they should have been. */
export interface DeliveryFaults {
  /** Never came. */
  lost: number;
  /** Came once more. */
  repeated: number;
  /** Came after one with a larger seq. */
  outOfOrder: number;
  /** Announced by the server as not sent to this member, and never fetched by it. */
  gapped: number;
  /** Events of channels that the member had not subscribed to. */
  stray: number;
}

/** Seqs from `from` to `to`, both included. */
export interface SeqRange {
  from: number;
  to: number;
}

/**
 * Seqs that a member lacks. "passed": a later one came without a word; they may still come. "gap": the server
 * announced it. "away": they came while the member was not connected. The last two are to be fetched.
 */
interface Missing extends SeqRange {
  why: "passed" | "gap" | "away";
}

/**
 * Checks that each member gets each seq of its channel once and in order, live or fetched. Members are numbered
 * 0, 1, 2, …, and each is in one channel.
 */
export class SeqChecker {
  /** By member; Infinity for one who gets nothing yet. */
  readonly #next: Float64Array;
  /** By member, without overlaps, and without empty ranges and lists. */
  readonly #missing = new Map<number, Missing[]>();
  #repeated = 0;
  #outOfOrder = 0;

  constructor(members: number) {
    this.#next = new Float64Array(members).fill(Infinity);
  }

  /** Events after `head` are for this member. */
  begin(member: number, head: number): void {
    this.#next[member] = head + 1;
  }

  /** Events after `head` come live again; those up to it that the member doesn't have are to be fetched. */
  resume(member: number, head: number): void {
    const next = this.#next[member]!;
    if (head < next) return;
    this.#lack(member, next, head, "away");
    this.#next[member] = head + 1;
  }

  /** Takes the deliveries `from` to `to` in order, if `from` is the next; else takes nothing and gives false. */
  takeNext(member: number, from: number, to: number): boolean {
    if (from !== this.#next[member]) return false;
    this.#next[member] = to + 1;
    return true;
  }

  /** Takes a live delivery; false if it was a repeated one, or one that has to be fetched. */
  take(member: number, seq: number): boolean {
    if (this.takeNext(member, seq, seq)) return true;
    const next = this.#next[member]!;
    if (seq > next) {
      this.#lack(member, next, seq - 1, "passed");
      this.#next[member] = seq + 1;
      return true;
    }
    if (this.#find(member, seq)?.why === "passed") {
      this.#cutOut(member, seq, seq);
      this.#outOfOrder++;
      return true;
    }
    this.#repeated++;
    return false;
  }

  /** Takes an event that was fetched, after those of its page up to `last`; false if the member has it already. */
  takeFetched(member: number, seq: number, last: number): boolean {
    if (this.#find(member, seq) === undefined) {
      this.#repeated++;
      return false;
    }
    this.#cutOut(member, seq, seq);
    if (seq < last) this.#outOfOrder++;
    return true;
  }

  /** The server announced that it didn't send `from` to `to`, both included. */
  gap(member: number, from: number, to: number): void {
    const next = this.#next[member]!;
    if (from > next) this.#lack(member, next, from - 1, "passed");
    for (const cut of this.#cutOut(member, from, to)) this.#lack(member, cut.from, cut.to, "gap");
    if (to < next) return;
    this.#lack(member, Math.max(from, next), to, "gap");
    this.#next[member] = to + 1;
  }

  /** What the member has to fetch. */
  owed(member: number): readonly SeqRange[] {
    return (this.#missing.get(member) ?? []).filter(({ why }) => why !== "passed");
  }

  /** The largest seq that the member knows of; 0 before it began. */
  head(member: number): number {
    const next = this.#next[member]!;
    return next === Infinity ? 0 : next - 1;
  }

  /** Whether the member has all up to `head`, or was told of the gaps. */
  complete(member: number, head: number): boolean {
    if (this.#next[member]! <= head) return false;
    return this.#missing.get(member)?.every(({ why }) => why === "gap") ?? true;
  }

  /** The faults of all members, if `headOf` gives the newest seq for each member. */
  faults(headOf: (member: number) => number): Omit<DeliveryFaults, "stray"> {
    let [lost, gapped] = [0, 0];
    for (let member = 0; member < this.#next.length; member++) {
      lost += Math.max(0, headOf(member) - this.#next[member]! + 1);
    }
    for (const [member, ranges] of this.#missing) {
      for (const { from, to, why } of ranges) {
        if (why === "gap") gapped += to - from + 1;
        // What was said to be in the log and never was is nothing that could be lost.
        else lost += Math.max(0, Math.min(to, headOf(member)) - from + 1);
      }
    }
    return { lost, repeated: this.#repeated, outOfOrder: this.#outOfOrder, gapped };
  }

  #lack(member: number, from: number, to: number, why: Missing["why"]): void {
    const ranges = this.#missing.get(member);
    if (ranges === undefined) this.#missing.set(member, [{ from, to, why }]);
    else ranges.push({ from, to, why });
  }

  #find(member: number, seq: number): Missing | undefined {
    return this.#missing.get(member)?.find(({ from, to }) => from <= seq && seq <= to);
  }

  /** The member lacks `from` to `to` no more. Gives what of it the member lacked. */
  #cutOut(member: number, from: number, to: number): SeqRange[] {
    const cuts: SeqRange[] = [];
    const rest: Missing[] = [];
    for (const range of this.#missing.get(member) ?? []) {
      const cut = { from: Math.max(from, range.from), to: Math.min(to, range.to) };
      if (cut.from > cut.to) {
        rest.push(range);
        continue;
      }
      cuts.push(cut);
      if (range.from < cut.from) rest.push({ ...range, to: cut.from - 1 });
      if (cut.to < range.to) rest.push({ ...range, from: cut.to + 1 });
    }
    if (rest.length > 0) this.#missing.set(member, rest);
    else this.#missing.delete(member);
    return cuts;
  }
}
