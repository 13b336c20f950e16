import type { WriteStream } from "node:tty";

/** Lines that stay, and on a terminal one below them that changes. */
export class StatusLine {
  readonly #stream: WriteStream;
  #shown = "";

  constructor(stream: WriteStream) {
    this.#stream = stream;
  }

  /** Nothing where there is no terminal. */
  show(text: string): void {
    if (this.#stream.isTTY !== true || text === this.#shown) return;
    const line = Bun.stripANSI(text).slice(0, this.#stream.columns - 1);
    this.#stream.write(`\r\u001b[K${line}`);
    this.#shown = text;
  }

  print(line: string): void {
    this.clear();
    this.#stream.write(`${line}\n`);
  }

  clear(): void {
    if (this.#shown !== "") this.#stream.write("\r\u001b[K");
    this.#shown = "";
  }
}
