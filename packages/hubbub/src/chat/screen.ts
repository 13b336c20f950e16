/** Where a person, or a script, and the chat meet. What is printed has been made plain before. */
export interface Screen {
  /** Whether a person sits there who can be asked. */
  readonly interactive: boolean;
  print(line: string): void;
  /** What stands before the line that is edited. */
  prompt(text: string): void;
  /** Asks for a line, or for a secret that is not shown. ScreenClosed if there is no answer. */
  ask(question: string, options?: { secret: boolean }): Promise<string>;
  /** Lines in the order in which they were entered, until the end of the input or the wish to quit. */
  lines(): AsyncIterable<string>;
  /** Leaves the terminal as it was found. */
  close(): void;
}

/** Nobody is there to answer any more, or ever was. The message says what to do, if anything can be done. */
export class ScreenClosed extends Error {
  override name = "ScreenClosed";
}
