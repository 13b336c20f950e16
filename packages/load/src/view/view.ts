import type { Progress } from "./progress.ts";

/** Shows a run while it goes on. */
export interface View {
  /** What is known by now; as often as one likes. */
  update(progress: Progress): void;
  /** A line that stays, above what changes. */
  print(line: string): void;
  /** Leaves what was shown last, and the terminal as it was. Nothing is shown after it. */
  close(): void;
}

/** What a view writes to: standard output, or a test's. */
export interface Output {
  write(text: string): unknown;
}
