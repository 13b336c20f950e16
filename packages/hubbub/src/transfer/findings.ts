/** Something of the source that can't be read as it should be. */
export interface Fault {
  /** Path of the file within the source. */
  file: string;
  /** From 1; 0: the file as a whole. */
  line: number;
  reason: string;
}

/** Faults that are told one by one; more are only counted. */
const TOLD = 50;

/** What of the source was not taken over, and why. Nothing is left out without being counted here. */
export class Findings {
  readonly #told: (fault: Fault) => void;
  readonly #skipped = new Map<string, number>();
  #faults = 0;

  /** `told` is called for the first faults, as they are found. */
  constructor(told: (fault: Fault) => void) {
    this.#told = told;
  }

  /** The source is damaged here; what stands here is left out. */
  fault(file: string, line: number, reason: string): void {
    if (++this.#faults <= TOLD) this.#told({ file, line, reason });
  }

  /** Something that Hubbub has no place for, or that is of no use there. */
  skip(reason: string, count = 1): void {
    this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + count);
  }

  get faults(): number {
    return this.#faults;
  }

  get untold(): number {
    return Math.max(this.#faults - TOLD, 0);
  }

  /** The reasons, the most frequent first. */
  get skipped(): [reason: string, count: number][] {
    return [...this.#skipped].toSorted(([, a], [, b]) => b - a);
  }
}

/** A fault as a line of text. */
export function faultLine({ file, line, reason }: Fault): string {
  return line > 0 ? `${file}, line ${line}: ${reason}` : `${file}: ${reason}`;
}
