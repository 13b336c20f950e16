const ACKNOWLEDGED = 1;
const SIGHTED = 2;
const REFUSED = 4;

/** What became of every message that was sent, by its number in the run: 0, 1, 2, … */
export class SendLedger {
  /** Messages sent. */
  sent = 0;
  acknowledged = 0;
  /** Answered with an error. */
  refused = 0;
  /** Messages that came to somebody. */
  sighted = 0;
  /** Messages that came again under another seq, or whose acknowledgement names another seq. */
  doubled = 0;

  readonly #acks: boolean;
  #states = new Uint8Array(1024);
  /** Seqs of messages of which only the sighting or only the acknowledgement is in. */
  readonly #halves = new Map<number, number>();

  /** `acks`: whether the server acknowledges messages. */
  constructor(acks: boolean) {
    this.#acks = acks;
  }

  /** Gives the next message its number. */
  next(): number {
    if (this.sent === this.#states.length) {
      const larger = new Uint8Array(this.sent * 2);
      larger.set(this.#states);
      this.#states = larger;
    }
    return this.sent++;
  }

  acknowledge(number: number, seq: number): void {
    if (!this.#mark(number, ACKNOWLEDGED)) return;
    this.acknowledged++;
    this.#compare(number, seq);
  }

  refuse(number: number): void {
    if (this.#mark(number, REFUSED)) this.refused++;
  }

  /** The first sight of a seq showed this message. */
  sight(number: number, seq: number): void {
    if (!this.#mark(number, SIGHTED)) {
      this.doubled++;
      return;
    }
    this.sighted++;
    this.#compare(number, seq);
  }

  /** Whether every message was refused, or sighted and, if the server does that, acknowledged. */
  get settled(): boolean {
    const acknowledged = this.#acks ? this.acknowledged : this.sighted;
    return Math.min(this.sighted, acknowledged) + this.refused >= this.sent;
  }

  /** Messages that were neither refused nor, as far as is known, both acknowledged and delivered to anybody. */
  get unsettled(): number {
    const done = this.#acks ? ACKNOWLEDGED | SIGHTED : SIGHTED;
    let unsettled = 0;
    for (let number = 0; number < this.sent; number++) {
      const state = this.#states[number]!;
      if ((state & REFUSED) === 0 && (state & done) !== done) unsettled++;
    }
    return unsettled;
  }

  #mark(number: number, bit: number): boolean {
    if (number >= this.sent) throw new RangeError(`Message ${number} was not sent yet.`);
    const before = this.#states[number]!;
    this.#states[number] = before | bit;
    return (before & bit) === 0;
  }

  #compare(number: number, seq: number): void {
    if (!this.#acks) return;
    const other = this.#halves.get(number);
    if (other === undefined) this.#halves.set(number, seq);
    else {
      this.#halves.delete(number);
      if (other !== seq) this.doubled++;
    }
  }
}
