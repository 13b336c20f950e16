import { LatencyHistogram } from "../generator/latency-histogram.ts";

/** Histograms and counts by name, of one generator process or of all together. */
export class Tally {
  readonly #histograms = new Map<string, LatencyHistogram>();
  readonly #counts = new Map<string, number>();

  /** The histogram with this name; a new one is kept. */
  histogram(name: string): LatencyHistogram {
    const found = this.#histograms.get(name) ?? new LatencyHistogram();
    this.#histograms.set(name, found);
    return found;
  }

  count(name: string, more: number): void {
    this.#counts.set(name, this.counted(name) + more);
  }

  /** 0 if nothing was counted. */
  counted(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** For another process's tally to add: histograms as `LatencyHistogram.slots`. */
  pack(): { recorded: Record<string, number[]>; counted: Record<string, number> } {
    const recorded = [...this.#histograms].map(([name, histogram]) => [name, histogram.slots()] as const);
    return { recorded: Object.fromEntries(recorded), counted: Object.fromEntries(this.#counts) };
  }

  add({ recorded, counted }: ReturnType<Tally["pack"]>): void {
    for (const [name, slots] of Object.entries(recorded)) this.histogram(name).addSlots(slots);
    for (const [name, count] of Object.entries(counted)) this.count(name, count);
  }
}
