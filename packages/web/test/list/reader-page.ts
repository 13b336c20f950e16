/** A row moves by more than this only by a fault, in px: scroll positions are rounded. */
const STILL_PX = 1.5;
/** Frames without a change at an end of the list: then it is the end. */
const END_FRAMES = 30;

interface Row {
  seq: number;
  top: number;
  bottom: number;
}

/** What was seen on the way through a list. */
export interface Way {
  /** Seqs of the rows, in the order in which they were seen first. */
  seen: number[];
  /** Rows that moved by themselves, and places where nothing was. */
  faults: string[];
}

/** Runs in the page of the web client: looks at its list of messages as its user does, at what was painted. */
export class ReaderPage {
  /** What has moved since `watch`. */
  #moves: string[] = [];

  /** Goes to an end of the list in steps of most of a screen; -1 is up. */
  async readThrough(direction: 1 | -1): Promise<Way> {
    const seen = new Set<number>();
    const faults: string[] = [];
    let before: Row[] = [];
    let scrolled = 0;
    for (let still = 0; still < END_FRAMES;) {
      await painted();
      const rows = rowsSeen();
      // What is put above the first row may take its author's name away: it ends where it did.
      faults.push(...movesBetween(before, rows, "bottom", scrolled), ...gapsIn(rows, before));
      for (const { seq } of direction > 0 ? rows : rows.toReversed()) seen.add(seq);
      const scroller = theScroller();
      const { scrollTop } = scroller;
      scroller.scrollTop += direction * Math.round(scroller.clientHeight * 0.7);
      scrolled = scroller.scrollTop - scrollTop;
      still = Math.abs(scrolled) < 1 ? still + 1 : 0;
      before = rows;
    }
    return { seen: [...seen], faults };
  }

  /** Seqs of the rows that are seen, from top to bottom. */
  seen(): number[] {
    return rowsSeen().map(({ seq }) => seq);
  }

  /** From now on each frame is looked at: whether rows move, or whether the end is out of view. */
  watch(what: "rows" | "end"): void {
    this.#moves = [];
    void this.#look(what, this.#moves);
  }

  /** What was seen since `watch`, which ends when one more frame was looked at. */
  async moves(): Promise<string[]> {
    await painted();
    await painted();
    const moves = this.#moves;
    this.#moves = [];
    return moves;
  }

  /** How far the end of the list is below what is seen, in px. */
  below(): number {
    const { scrollHeight, scrollTop, clientHeight } = theScroller();
    return scrollHeight - scrollTop - clientHeight;
  }

  async #look(what: "rows" | "end", moves: string[]): Promise<void> {
    const isPainted = watchSize();
    for (let before = rowsSeen(); this.#moves === moves;) {
      await painted();
      // The window or the composer has another size since: the browser tells the list of that with the next frame.
      if (!isPainted()) continue;
      const rows = rowsSeen();
      if (what === "rows") moves.push(...movesBetween(before, rows, "top"));
      else if (this.below() > STILL_PX) moves.push(`the end is ${this.below()} px below`);
      before = rows;
    }
  }
}

/** Rows of both moments that are elsewhere than scrolling by so many px has brought them, by one of their edges. */
function movesBetween(
  before: readonly Row[],
  after: readonly Row[],
  edge: "top" | "bottom",
  scrolled = 0,
): string[] {
  const now = new Map(after.map((row) => [row.seq, row[edge]]));
  return before.flatMap((row) => {
    const moved = (now.get(row.seq) ?? row[edge] - scrolled) - (row[edge] - scrolled);
    return Math.abs(moved) > STILL_PX ? [`${row.seq} moved by ${moved.toFixed(1)}`] : [];
  });
}

/** Where no row is though there should be one, and rows that overlap. */
function gapsIn(rows: readonly Row[], before: readonly Row[]): string[] {
  if (rows.length === 0) return before.length > 0 ? ["nothing was there"] : [];
  return rows.flatMap(({ seq, top }, at) => {
    const above = rows[at - 1];
    if (above === undefined || Math.abs(top - above.bottom) < STILL_PX) return [];
    return [`${(top - above.bottom).toFixed(1)} px between ${above.seq} and ${seq}`];
  });
}

/** The rows that are seen, whole or in part, from top to bottom. */
function rowsSeen(): Row[] {
  const { top, bottom } = theScroller().getBoundingClientRect();
  return [...document.querySelectorAll<HTMLElement>("[role=log] article[data-seq]")]
    .filter((row) => row.checkVisibility({ visibilityProperty: true }))
    .map((row) => {
      const box = row.getBoundingClientRect();
      return { seq: Number(row.dataset["seq"]), top: box.top, bottom: box.bottom };
    })
    .filter((row) => row.bottom > top && row.top < bottom)
    .toSorted((a, b) => a.top - b.top);
}

function theScroller(): HTMLElement {
  const log = document.querySelector<HTMLElement>("[role=log]");
  if (log === null) throw new Error("There is no list of messages.");
  return log;
}

/** Whether the list has the size with which it was painted. */
function watchSize(): () => boolean {
  const scroller = theScroller();
  const size = (): string => `${scroller.clientWidth} ${scroller.clientHeight}`;
  let known = size();
  new ResizeObserver(() => (known = size())).observe(scroller);
  return () => known === size();
}

/** Resolves when a frame was painted. */
function painted(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => resolve());
    port1.start();
    port2.postMessage(undefined);
  });
  return promise;
}

(globalThis as { reader?: ReaderPage }).reader = new ReaderPage();
