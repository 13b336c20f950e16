/** A figure that was promised. */
export type Target = { what: string; value: number; unit: string } & Bound;

/** The most, or the least, that the value may be. */
type Bound = { most: number } | { least: number };

/** Prints each target as met or missed, and gives whether all were met. */
export function checkTargets(targets: readonly Target[]): boolean {
  for (const target of targets) {
    const { what, value, unit } = target;
    const verdict = isMet(target) ? "met" : "MISSED";
    const bound = "most" in target ? `at most ${target.most}` : `at least ${target.least}`;
    console.log(`  ${verdict}: ${what} ${round(value)}${unit}, target ${bound}${unit}`);
  }
  return targets.every(isMet);
}

/** What could not be measured is no number, and missed. */
function isMet(target: Target): boolean {
  return "most" in target ? target.value <= target.most : target.value >= target.least;
}

function round(value: number): string {
  return value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toPrecision(3);
}
