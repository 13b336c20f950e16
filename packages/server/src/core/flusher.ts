import type { Pacing } from "./pacing.ts";

/** How long a slice of a flush keeps the event loop from reading, in ms. */
const SLICE_MS = 2;
/** Writes between two looks at the clock. */
const WRITES_A_LOOK = 16;

/** Something that has bytes to write. */
export interface Writer {
  /**
   * Writes what has gathered: at most one frame, one system call. False if it waits, since more is to come in this
   * flush, which adds it again. Never throws.
   */
  write(): boolean;
}

/** Where a flush gets what it writes: the hub. */
export interface FlushSource {
  /** What is pending now belongs to this flush. */
  beginRound(): void;
  /** Hands over the next part of it, as it is by now, to writers; false if there is no more. */
  sealNext(): boolean;
  /** Whether anything waits for the next flush. */
  readonly hasPending: boolean;
}

export interface FlushMetrics {
  /** A flush took `ms`, wrote to `writers` connections, and is followed by a rest of `intervalMs`. */
  flushed(ms: number, writers: number, intervalMs: number): void;
}

/**
 * Writes every connection once a flush, however many frames it was given, at the times that Pacing allows. A long
 * flush goes channel after channel and in slices, between which the event loop reads and commits: so what comes
 * meanwhile can still leave with it, if its channel's turn is yet to come.
 */
export class Flusher {
  /** Writers of the flush under way, of which those before `#next` are done; and those of the one after it. */
  #writers: Writer[] = [];
  #next = 0;
  #later: Writer[] = [];
  /** Whether what is added belongs to the flush under way. */
  #sealing = false;
  #state: "idle" | "scheduled" | "flushing" = "idle";
  #written = 0;
  /** Of the flush under way, in ms: time spent on it, and CPU of this thread. */
  #spent = 0;
  #cost = 0;

  constructor(
    readonly pacing: Pacing,
    private readonly source: FlushSource,
    private readonly metrics: FlushMetrics,
  ) {}

  /** `writer` has something to write; to be called once a flush for each. */
  add(writer: Writer): void {
    if (this.#sealing) {
      this.#writers.push(writer);
      return;
    }
    this.#later.push(writer);
    this.schedule();
  }

  schedule(): void {
    if (this.#state !== "idle") return;
    if (this.pacing.mode === "immediate") {
      this.flush();
      return;
    }
    this.#state = "scheduled";
    const wait = this.pacing.wait(performance.now());
    // Not in the same turn even when at rest: what arrived together leaves together.
    if (wait < 0.5) setImmediate(this.#begin);
    else setTimeout(this.#begin, wait);
  }

  /** Ends the flush under way, then flushes all that has gathered, without a pause. */
  flush(): void {
    if (this.#state === "flushing") this.#finish();
    this.#open();
    this.#finish();
  }

  readonly #begin = (): void => {
    // A flush that couldn't wait may have come before.
    if (this.#state !== "scheduled") return;
    this.#open();
    this.#slice();
  };

  readonly #slice = (): void => {
    if (this.#state !== "flushing") return;
    if (this.#write(SLICE_MS)) setImmediate(this.#slice);
    else this.#close();
  };

  #finish(): void {
    while (this.#write(Infinity));
    this.#close();
  }

  #open(): void {
    this.#state = "flushing";
    [this.#writers, this.#later] = [this.#later, []];
    this.#next = this.#written = this.#spent = this.#cost = 0;
    this.source.beginRound();
  }

  #close(): void {
    this.#state = "idle";
    this.#writers = [];
    if (this.#written > 0) {
      this.pacing.flushed(performance.now(), this.#cost);
      this.metrics.flushed(this.#spent, this.#written, this.pacing.interval);
    }
    if (this.#later.length > 0 || this.source.hasPending) this.schedule();
  }

  /** Writes for about so many ms; false when nothing is left. */
  #write(ms: number): boolean {
    const start = performance.now();
    const cpuStart = threadCpu();
    let now = start;
    let more = true;
    while (more && now - start < ms) {
      if (this.#next < this.#writers.length) this.#writeSome();
      else more = this.#seal();
      now = performance.now();
    }
    this.#spent += now - start;
    this.#cost += threadCpu() - cpuStart;
    return more;
  }

  #writeSome(): void {
    const end = Math.min(this.#writers.length, this.#next + WRITES_A_LOOK);
    while (this.#next < end) if (this.#writers[this.#next++]!.write()) this.#written++;
  }

  #seal(): boolean {
    this.#sealing = true;
    const more = this.source.sealNext();
    this.#sealing = false;
    return more;
  }
}

/** CPU time of this thread in ms: what others take from its core meanwhile is not the flush's cost. */
function threadCpu(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
