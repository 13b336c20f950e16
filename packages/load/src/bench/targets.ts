/** A figure that was promised. */
export interface Target {
  what: string;
  value: number;
  /** The most that `value` may be. */
  most: number;
  unit: string;
}

/** Prints each target as met or missed, and gives whether all were met. */
export function checkTargets(targets: readonly Target[]): boolean {
  for (const { what, value, most, unit } of targets) {
    const verdict = isMet(value, most) ? "met" : "MISSED";
    console.log(`  ${verdict}: ${what} ${round(value)}${unit}, target at most ${most}${unit}`);
  }
  return targets.every(({ value, most }) => isMet(value, most));
}

/** What could not be measured is no number, and missed. */
function isMet(value: number, most: number): boolean {
  return value <= most;
}

function round(value: number): string {
  return value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toPrecision(3);
}
