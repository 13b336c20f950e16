import type { SectionName } from "./sections.ts";

/** So many rows, and fewer, are simply all there. */
const ALL_MOST = 60;
/** Of more, those in sight are there and so many beyond them each way; more come and go by so many. */
const BEYOND = 10;
const STEP = 10;
/** Those that are there until it is known what is in sight. */
const FIRST = 40;
const ORDER: readonly SectionName[] = ["favourites", "channels", "directs"];

/** Rows that are there, by their places in their section: `from` to `to`, exclusive. */
export interface RowWindow {
  from: number;
  to: number;
}

/** A row, there or not: its edges in px from the top of what is in sight. */
export interface RowPlace {
  id: number;
  top: number;
  bottom: number;
}

interface Rows {
  list: HTMLElement;
  ids: readonly number[];
}

/** Where the rows of the sidebar's sections are, all of one height: of a thousand only those near what is in sight are there. */
export class RowPlaces {
  readonly #sections = new Map<SectionName, Rows>();
  readonly #windows = new Map<SectionName, RowWindow>();
  readonly #listeners = new Set<() => void>();
  readonly #sizes = new ResizeObserver(() => this.#look());
  #scroller: HTMLElement | undefined;

  /** The element in which all sections are scrolled; to be called before sections are set. The function given back ends it. */
  begin(scroller: HTMLElement): () => void {
    const look = () => this.#look();
    this.#scroller = scroller;
    this.#sizes.observe(scroller);
    scroller.addEventListener("scroll", look, { passive: true });
    return () => {
      this.#sizes.disconnect();
      scroller.removeEventListener("scroll", look);
    };
  }

  /** The rows of a section, in `list`, until the function given back was called. */
  set(name: SectionName, list: HTMLElement, ids: readonly number[]): () => void {
    this.#sections.set(name, { list, ids });
    this.#sizes.observe(list);
    return () => {
      this.#sections.delete(name);
      this.#sizes.unobserve(list);
    };
  }

  /** Calls `listener` when something else is in sight. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The rows of a section of `count` that are to be there; undefined: all. The same object until they are others. */
  windowOf(name: SectionName, count: number): RowWindow | undefined {
    return count <= ALL_MOST ? undefined : (this.#windows.get(name) ?? FIRST_ROWS);
  }

  /** Ids of all rows, there or not, from top to bottom. */
  ids(): number[] {
    return ORDER.flatMap((name) => this.#sections.get(name)?.ids ?? []);
  }

  /** Of the rows that `which` takes, the nearest above what is in sight and the nearest below. */
  outOfSight(which: (id: number) => boolean): { above?: RowPlace; below?: RowPlace } {
    const height = this.#scroller?.clientHeight ?? 0;
    const rows = ORDER.flatMap((name) => this.#places(name, which));
    const above = rows.findLast(({ bottom }) => bottom <= 0);
    const below = rows.find(({ top }) => top >= height);
    return { ...(above && { above }), ...(below && { below }) };
  }

  /** Scrolls a row into sight, as far as needed, or with `centred` to the middle. */
  show(id: number, { centred = false } = {}): void {
    const scroller = this.#scroller;
    const [place] = ORDER.flatMap((name) => this.#places(name, (each) => each === id));
    if (scroller === undefined || place === undefined) return;
    const { clientHeight: height } = scroller;
    const { top, bottom } = place;
    if (centred) scroller.scrollTop += (top + bottom - height) / 2;
    else if (top < 0) scroller.scrollTop += top;
    else if (bottom > height) scroller.scrollTop += bottom - height;
    this.#look();
  }

  #look(): void {
    for (const name of this.#sections.keys()) {
      const next = this.#inSight(name);
      const known = this.#windows.get(name);
      if (next !== undefined && (known?.from !== next.from || known.to !== next.to))
        this.#windows.set(name, next);
    }
    for (const listener of this.#listeners) listener();
  }

  #inSight(name: SectionName): RowWindow | undefined {
    const measured = this.#measure(name);
    if (measured === undefined) return undefined;
    const { top, row, height, ids } = measured;
    const first = Math.floor((-top / row - BEYOND) / STEP) * STEP;
    const last = Math.ceil(((height - top) / row + BEYOND) / STEP) * STEP;
    const within = (at: number) => Math.min(ids.length, Math.max(0, at));
    return { from: within(first), to: within(last) };
  }

  #places(name: SectionName, which: (id: number) => boolean): RowPlace[] {
    const measured = this.#measure(name);
    if (measured === undefined) return [];
    const { top, row, ids } = measured;
    return ids.flatMap((id, at) =>
      which(id) ? [{ id, top: top + at * row, bottom: top + (at + 1) * row }] : [],
    );
  }

  /** In px; undefined where nothing is shown. */
  #measure(name: SectionName): (Rows & { top: number; row: number; height: number }) | undefined {
    const rows = this.#sections.get(name);
    if (rows === undefined || this.#scroller === undefined || rows.ids.length === 0) return undefined;
    const { top, height } = rows.list.getBoundingClientRect();
    if (height === 0) return undefined;
    const { top: edge } = this.#scroller.getBoundingClientRect();
    return { ...rows, top: top - edge, row: height / rows.ids.length, height: this.#scroller.clientHeight };
  }
}

const FIRST_ROWS: RowWindow = { from: 0, to: FIRST };
