/** What a run warned of, in a step of the analysis. */
export interface RunWarning {
  step: string;
  warning: string;
}

/** One sentence for each kind of warning, with the first of its kind: their figures are all that they differ in. */
export function warningSentences(warnings: readonly RunWarning[]): string[] {
  const kinds = Map.groupBy(warnings, ({ warning }) => warning.replaceAll(/[\d.,]+/g, "#"));
  return [...kinds.values()].map(([first, ...more]) => {
    const others =
      more.length === 0 ? "" : `, and alike in ${more.length} more ${more.length === 1 ? "run" : "runs"}`;
    return `${first!.warning} (${first!.step}${others}.)`;
  });
}
