import { createInterface, type Interface } from "node:readline";

import { type Screen, ScreenClosed } from "./screen.ts";

/** For scripts: lines of standard input in, lines out, no questions. */
export class PipeScreen implements Screen {
  readonly interactive = false;
  #reader: Interface | undefined;

  print(line: string): void {
    process.stdout.write(`${line}\n`);
  }

  prompt(): void {}

  async ask(question: string): Promise<string> {
    throw new ScreenClosed(
      `"${question.trim()}" can't be asked, because this is no terminal. Give --name, and the password in HUBBUB_PASSWORD.`,
    );
  }

  lines(): AsyncIterable<string> {
    this.#reader = createInterface({ input: process.stdin, crlfDelay: Infinity });
    return this.#reader;
  }

  close(): void {
    this.#reader?.close();
    process.stdin.destroy();
  }
}
