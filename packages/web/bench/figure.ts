/** One measured figure, with its target if it has one. */
export interface Figure {
  what: string;
  value: number;
  unit: string;
  /** The most, or the least, that `value` may be. */
  most?: number;
  least?: number;
}

/** Of any numbers; NaN of none. */
export function percentile(values: readonly number[], percent: number): number {
  const ascending = values.toSorted((a, b) => a - b);
  return ascending[Math.min(ascending.length - 1, Math.floor((ascending.length * percent) / 100))] ?? NaN;
}
