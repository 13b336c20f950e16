import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from "node:readline";
import { Writable } from "node:stream";

import { PASTE_OFF, PASTE_ON, PasteFilter, withBreaks } from "./paste-filter.ts";
import { type Screen, ScreenClosed } from "./screen.ts";

/** Standard output, which can be told to show nothing. */
class Output extends Writable {
  readonly isTTY = true;
  muted = false;

  get columns(): number {
    return process.stdout.columns;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    if (!this.muted) process.stdout.write(chunk);
    done();
  }
}

/** A terminal: what comes is printed above the line that is being edited. */
export class TerminalScreen implements Screen {
  readonly interactive = true;
  readonly #input = new PasteFilter(process.stdin);
  readonly #output = new Output();
  #editor: Interface | undefined;
  /** As many as a person enters while one is dealt with. */
  readonly #entered: string[] = [];
  #wake: () => void = () => {};
  #prompt = "> ";

  constructor() {
    process.stdout.write(PASTE_ON);
  }

  print(line: string): void {
    const editor = this.#editor;
    if (editor === undefined) return void process.stdout.write(`${line}\n`);
    this.#clearInput(editor.getCursorPos().rows);
    process.stdout.write(`${line}\n`);
    // The editor would go back up by the rows that it thinks are above, over what was printed.
    (editor as Interface & { prevRows: number }).prevRows = 0;
    editor.prompt(true);
  }

  prompt(text: string): void {
    this.#prompt = text;
    this.#editor?.setPrompt(text);
    this.#editor?.prompt(true);
  }

  async ask(question: string, { secret } = { secret: false }): Promise<string> {
    // An editor of its own: what is answered must not come back as history.
    const editor = createInterface({
      input: this.#input,
      output: this.#output,
      terminal: true,
      historySize: 0,
    });
    try {
      return await new Promise((resolve, reject) => {
        editor.on("close", () => reject(new ScreenClosed("")));
        editor.on("SIGINT", () => editor.close());
        editor.question(question, resolve);
        this.#output.muted = secret;
      });
    } finally {
      this.#output.muted = false;
      if (secret) process.stdout.write("\n");
      editor.close();
    }
  }

  async *lines(): AsyncIterable<string> {
    const editor = this.#edit();
    editor.prompt();
    while (this.#editor !== undefined || this.#entered.length > 0) {
      const line = this.#entered.shift();
      if (line !== undefined) yield line;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  close(): void {
    this.#editor?.close();
    process.stdout.write(PASTE_OFF);
    process.stdin.unpipe();
    process.stdin.destroy();
  }

  #edit(): Interface {
    const editor = createInterface({
      input: this.#input,
      output: this.#output,
      terminal: true,
      prompt: this.#prompt,
    });
    this.#editor = editor;
    editor.on("line", (line) => {
      this.#clearEntered(editor.getPrompt() + line);
      this.#entered.push(withBreaks(line));
      this.#wake();
      editor.prompt();
    });
    editor.on("SIGINT", () => editor.close());
    editor.on("close", () => {
      this.#editor = undefined;
      this.#wake();
    });
    return editor;
  }

  /** Takes the line that was entered away again: it comes back as a message, with its time. */
  #clearEntered(shown: string): void {
    this.#clearInput(Math.max(1, Math.ceil(Bun.stringWidth(shown) / this.#output.columns)));
  }

  #clearInput(rowsAbove: number): void {
    moveCursor(process.stdout, 0, -rowsAbove);
    cursorTo(process.stdout, 0);
    clearScreenDown(process.stdout);
  }
}
