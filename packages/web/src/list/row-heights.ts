/** What a row is taken for that was never there, in px: a message of one line or two. */
const ESTIMATE_PX = 48;
/** Heights of rows that are no longer in the list are kept, up to so many times its length. */
const KEPT = 4;

/** Rows of a list that are to be there: indexes, both included. Empty: the last is before the first. */
export interface Range {
  first: number;
  last: number;
}

/** How tall the rows of a list are, by their keys: what comes and goes anywhere doesn't change what is known of the others. */
export class RowHeights {
  readonly #heights = new Map<string, number>();
  #keys: readonly string[] = [];
  #indexes = new Map<string, number>();
  /** Where each row begins, and where the last one ends; undefined until it is asked for. */
  #tops: number[] | undefined;

  get keys(): readonly string[] {
    return this.#keys;
  }

  setKeys(keys: readonly string[]): void {
    if (keys === this.#keys) return;
    this.#keys = keys;
    this.#indexes = new Map(keys.map((key, index) => [key, index]));
    this.#tops = undefined;
    if (this.#heights.size <= KEPT * Math.max(keys.length, 100)) return;
    for (const key of this.#heights.keys()) if (!this.#indexes.has(key)) this.#heights.delete(key);
  }

  set(key: string, height: number): void {
    if (this.#heights.get(key) === height) return;
    this.#heights.set(key, height);
    this.#tops = undefined;
  }

  /** Index of a row; undefined if there is none of this key. */
  indexOf(key: string): number | undefined {
    return this.#indexes.get(key);
  }

  /** Where a row begins, in px below where the first one does; of an index past the last one where that ends. */
  topOf(index: number): number {
    return this.#all()[Math.min(Math.max(index, 0), this.#keys.length)] ?? 0;
  }

  /** The row at so many px below where the first one begins; the first or last one outside. */
  indexAt(y: number): number {
    const tops = this.#all();
    let [low, high] = [0, this.#keys.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((tops[middle] ?? 0) <= y) low = middle;
      else high = middle - 1;
    }
    return Math.max(low, 0);
  }

  /** The rows that touch what lies from `top` to `bottom`, in px below where the first one begins. */
  between(top: number, bottom: number): Range {
    if (this.#keys.length === 0) return { first: 0, last: -1 };
    return { first: this.indexAt(top), last: this.indexAt(bottom) };
  }

  #all(): number[] {
    if (this.#tops !== undefined) return this.#tops;
    const tops = [0];
    let top = 0;
    for (const key of this.#keys) tops.push((top += this.#heights.get(key) ?? ESTIMATE_PX));
    return (this.#tops = tops);
  }
}
