import { type Range, RowHeights } from "./row-heights.ts";

/** Rows within so many px around what is seen are there; when one is missing, those within the second number are made. */
const NEAR_PX = 250;
const FAR_PX = 500;
/** Rows that are there stay within so many px: who scrolls to and fro doesn't have them made again. */
const STAY_PX = 750;
/** Who is so near to the end is at it, in px. */
const AT_END_PX = 8;
/** Browsers round scroll positions: by less nothing is put right, in px. */
const ROUNDING_PX = 0.5;
/** Without a scroll event for so long nobody scrolls, in ms. */
const IDLE_MS = 150;

/** A row, and how far its top is below the top of what is seen, in px. */
interface Held {
  key: string;
  at: number;
}

/**
 * What stays where it is, whatever comes, goes and grows: the end; a row that was asked for; or those that are seen, of
 * which the first one counts that is left.
 */
export type Place =
  | { kind: "end" }
  | { kind: "row"; key: string; align: "start" | "center"; offset: number }
  | { kind: "seen"; rows: readonly Held[] };

/** Renders the rows again; before it returns if `now`. */
export type RenderRows = (now: boolean) => void;

/**
 * Owns the scroll position of a list of rows that stand one below the other: nobody else writes it. What is held in
 * its place is measured on the page before each picture, so that no estimate can move it.
 */
export class ListScroll {
  /** It was scrolled, or what there is has changed. */
  onMoved: () => void = () => undefined;
  readonly heights = new RowHeights();
  #place: Place;
  /** Whether nothing is to come after the last row. */
  #isWhole = false;
  #scroller: HTMLElement | undefined;
  #content: HTMLElement | undefined;
  #render: RenderRows | undefined;
  readonly #rows = new Map<string, HTMLElement>();
  /** Keys of the first and the last row that are rendered. */
  #rendered: [string, string] = ["", ""];
  /** Rows that aren't seen are made once those that are were painted, so that these are seen sooner. */
  #isPainted = false;
  #painting: number | undefined;
  /** Where the list was scrolled to when it was last looked at. */
  #top = 0;
  /** And how large it was then. */
  #size = "";
  #isHidden = false;
  #idle: ReturnType<typeof setTimeout> | undefined;
  readonly #observer = new ResizeObserver(() => this.#resized());

  constructor(place: Place) {
    this.#place = place;
  }

  get isAtEnd(): boolean {
    return this.#place.kind === "end";
  }

  /** Key of the row that is held where it is; undefined at the end. */
  get held(): string | undefined {
    if (this.#place.kind === "end") return undefined;
    return this.#place.kind === "row" ? this.#place.key : this.#held(this.#place)?.key;
  }

  /** How much there is above what is seen, and below, in px. */
  get rest(): { above: number; below: number } {
    if (this.#scroller === undefined) return { above: 0, below: 0 };
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    return { above: scrollTop, below: scrollHeight - clientHeight - scrollTop };
  }

  /** `content` holds the rows and what stands above and below them, and is scrolled by what it stands in. */
  attach(content: HTMLElement, render: RenderRows): () => void {
    const scroller = content.parentElement as HTMLElement;
    [this.#content, this.#scroller, this.#render] = [content, scroller, render];
    this.#top = scroller.scrollTop;
    for (const element of [scroller, content, ...this.#rows.values()]) this.#observer.observe(element);
    scroller.addEventListener("scroll", this.#onScroll, { passive: true });
    // The frame after the next one.
    this.#painting = requestAnimationFrame(() => {
      this.#painting = requestAnimationFrame(() => this.#painted());
    });
    return () => {
      scroller.removeEventListener("scroll", this.#onScroll);
      if (this.#painting !== undefined) cancelAnimationFrame(this.#painting);
      clearTimeout(this.#idle);
      this.#observer.disconnect();
      [this.#content, this.#scroller, this.#render] = [undefined, undefined, undefined];
    };
  }

  /** A row is on the page, until the function given back is called. */
  observe(key: string, row: HTMLElement): () => void {
    this.#rows.set(key, row);
    this.#observer.observe(row);
    return () => {
      if (this.#rows.get(key) === row) this.#rows.delete(key);
      this.#observer.unobserve(row);
    };
  }

  /** Which rows of the list are to be rendered, now that it has these. */
  render(keys: readonly string[]): Range {
    this.heights.setKeys(keys);
    const [near, far, stay] = [this.#around(NEAR_PX), this.#around(FAR_PX), this.#around(STAY_PX)];
    const [first, last] = this.#rendered.map((key) => this.heights.indexOf(key) ?? -1) as [number, number];
    const range = {
      first: first >= stay.first && first <= near.first ? first : far.first,
      last: last <= stay.last && last >= near.last ? last : far.last,
    };
    this.#rendered = [keys[range.first] ?? "", keys[range.last] ?? ""];
    return range;
  }

  /** Holds this from now on. */
  aim(place: Place, { now = false } = {}): void {
    this.#place = place;
    this.#render?.(now);
  }

  /** Brings a row into view if it isn't wholly there; it is rendered when this returns. */
  reveal(key: string): void {
    const [row, scroller] = [this.#rows.get(key), this.#scroller];
    if (scroller === undefined) return;
    if (row === undefined) return this.aim({ kind: "row", key, align: "center", offset: 0 }, { now: true });
    const { top, height } = this.#boxOf(row);
    const lowest = Math.max(0, scroller.clientHeight - height);
    if (top >= 0 && top <= lowest) return;
    this.aim({ kind: "seen", rows: [{ key, at: top < 0 ? 0 : lowest }] }, { now: true });
  }

  /** What was rendered is on the page: puts what is held where it was. Before anything is painted. */
  settle(isWhole: boolean): void {
    this.#isWhole = isWhole;
    if (!this.#hold()) return;
    if (!this.#isCovered()) this.#render?.(false);
    this.onMoved();
  }

  #painted(): void {
    this.#isPainted = true;
    this.#render?.(false);
  }

  #resized(): void {
    this.settle(this.#isWhole);
  }

  /** Whether there is something to hold. */
  #hold(): boolean {
    const scroller = this.#scroller;
    // On phones what stands above the list hides it.
    if (scroller === undefined || scroller.clientHeight === 0) {
      this.#isHidden = true;
      return false;
    }
    for (const [key, row] of this.#rows) this.heights.set(key, row.getBoundingClientRect().height);
    if (!this.#isHidden) this.#notice(scroller);
    this.#isHidden = false;
    if (this.#place.kind === "end" && !this.#isWhole) this.#place = this.#seen();
    const place = this.#place;
    const by = place.kind === "end" ? this.rest.below : this.#offBy(place);
    // Relative, so that what somebody scrolls at this moment isn't undone.
    if (Math.abs(by) >= ROUNDING_PX) scroller.scrollBy({ top: by, behavior: "instant" });
    this.#top = scroller.scrollTop;
    this.#size = sizeOf(scroller);
    if (place.kind === "row" || (place.kind === "seen" && this.#held(place) === undefined))
      this.#place = this.#seen();
    if (this.#isWhole && this.rest.below <= AT_END_PX) this.#place = { kind: "end" };
    return true;
  }

  /** Somebody has scrolled since, and the browser hasn't said so yet. */
  #notice(scroller: HTMLElement): void {
    const moved = scroller.scrollTop - this.#top;
    if (Math.abs(moved) < 1 || this.#isCutOff(scroller, moved) || this.#place.kind === "row") return;
    if (this.#place.kind === "seen")
      this.#place = { kind: "seen", rows: this.#place.rows.map(({ key, at }) => ({ key, at: at - moved })) };
    else if (moved < 0) this.#place = this.#seen();
  }

  /** Whether it isn't scrolled, but has become so large, or its rows so small, that it can't be scrolled as far as it was. */
  #isCutOff(scroller: HTMLElement, moved: number): boolean {
    if (moved >= 0) return false;
    return this.rest.below < 1 || (this.#place.kind === "end" && this.#size !== sizeOf(scroller));
  }

  readonly #onScroll = (): void => {
    const scroller = this.#scroller;
    if (scroller === undefined || scroller.clientHeight === 0) return;
    const moved = scroller.scrollTop - this.#top;
    // What was cut off is put right when the new size is told.
    if (Math.abs(moved) < 1 || this.#isCutOff(scroller, moved)) return;
    this.#top = scroller.scrollTop;
    this.#busy();
    const isEnd = this.#isWhole && moved > 0 && this.rest.below <= AT_END_PX;
    this.#place = isEnd ? { kind: "end" } : this.#seen();
    if (this.#isCovered()) this.onMoved();
    else this.#render?.(true);
  };

  /** Rows that pass under the pointer don't count as pointed at. */
  #busy(): void {
    if (this.#content !== undefined) this.#content.style.pointerEvents = "none";
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      if (this.#content !== undefined) this.#content.style.pointerEvents = "";
    }, IDLE_MS);
  }

  /** How far what is held is below its place, in px. */
  #offBy(place: Exclude<Place, { kind: "end" }>): number {
    if (place.kind === "seen") {
      const held = this.#held(place);
      return held === undefined ? 0 : this.#boxOf(this.#rows.get(held.key)).top - held.at;
    }
    const { top, height } = this.#boxOf(this.#rows.get(place.key));
    const middle = ((this.#scroller?.clientHeight ?? 0) - height) / 2;
    return top - place.offset - (place.align === "center" ? Math.max(0, middle) : 0);
  }

  /** The first of them that is left. */
  #held({ rows }: { rows: readonly Held[] }): Held | undefined {
    return rows.find(({ key }) => this.#rows.has(key));
  }

  /**
   * The rows that are seen now: first those that begin there, then the one that is cut off at the top. The list's first
   * row comes last of all: what is put before it may change how it looks.
   */
  #seen(): Place {
    const height = this.#scroller?.clientHeight ?? 0;
    const [begin, cut, firstOfAll]: [Held[], Held[], Held[]] = [[], [], []];
    for (const key of this.#rows.keys().toArray().toSorted(this.#compare)) {
      const box = this.#boxOf(this.#rows.get(key));
      if (box.top >= height || box.top + box.height <= 0) continue;
      const group = key === this.heights.keys[0] ? firstOfAll : box.top < 0 ? cut : begin;
      group.push({ key, at: box.top });
    }
    const rows = [...begin, ...cut, ...firstOfAll];
    return { kind: "seen", rows: rows.length > 0 ? rows : this.#unrendered() };
  }

  /** By their order in the list. */
  readonly #compare = (a: string, b: string): number =>
    (this.heights.indexOf(a) ?? 0) - (this.heights.indexOf(b) ?? 0);

  /** Somebody has scrolled to where no row is yet: the one that will be there. */
  #unrendered(): Held[] {
    const { heights } = this;
    const [first] = this.#rows;
    if (first === undefined) return [];
    // Where the first row of all would be, reckoned from one that is there.
    const start = this.#boxOf(first[1]).top - heights.topOf(heights.indexOf(first[0]) ?? 0);
    const index = heights.indexAt(-start);
    const key = heights.keys[index];
    return key === undefined ? [] : [{ key, at: start + heights.topOf(index) }];
  }

  #isCovered(): boolean {
    const [first, last] = this.#rendered.map((key) => this.heights.indexOf(key)) as [number?, number?];
    const near = this.#around(NEAR_PX);
    return near.last < 0 || ((first ?? Infinity) <= near.first && (last ?? -1) >= near.last);
  }

  /** The rows within so many px of what is seen, reckoned from what is held. */
  #around(most: number): Range {
    const { heights } = this;
    const px = this.#isPainted ? most : 0;
    const height = this.#scroller?.clientHeight || window.innerHeight;
    const top = this.#topSeen(height);
    return heights.between(top - px, top + height + px);
  }

  /** What is seen at the top, in px below where the first row begins. */
  #topSeen(height: number): number {
    const { heights } = this;
    const place = this.#place;
    if (place.kind === "end") return heights.topOf(Infinity) - height;
    if (place.kind === "row") {
      const top = heights.topOf(heights.indexOf(place.key) ?? 0);
      return top - place.offset - (place.align === "center" ? height / 2 : 0);
    }
    const held = place.rows.find(({ key }) => heights.indexOf(key) !== undefined);
    if (held === undefined) return this.#top;
    return heights.topOf(heights.indexOf(held.key) ?? 0) - held.at;
  }

  #boxOf(row: HTMLElement | undefined): { top: number; height: number } {
    const [box, scroller] = [row?.getBoundingClientRect(), this.#scroller?.getBoundingClientRect()];
    return { top: (box?.top ?? 0) - (scroller?.top ?? 0), height: box?.height ?? 0 };
  }
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement): string => `${clientWidth} ${clientHeight}`;
