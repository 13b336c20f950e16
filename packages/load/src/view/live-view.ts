import type { Progress } from "./progress.ts";
import { renderLive } from "./render-live.ts";
import type { Output, View } from "./view.ts";

/** A terminal: a `tty.WriteStream`, or what a test has in its place. */
export interface Terminal extends Output {
  columns: number;
  rows: number;
  on(event: "resize", listener: () => void): unknown;
  off(event: "resize", listener: () => void): unknown;
}

/** Redraws at most this often, in milliseconds. */
const REDRAW_MS = 150;
const ESCAPE = "\u001b[";
const HIDE_CURSOR = `${ESCAPE}?25l`;
const SHOW_CURSOR = `${ESCAPE}?25h`;
/** The terminal shows what is between at once (synchronized output); those that don't know it ignore it. */
const BEGIN_FRAME = `${ESCAPE}?2026h`;
const END_FRAME = `${ESCAPE}?2026l`;
const ERASE_LINE = `${ESCAPE}2K`;
const ERASE_BELOW = `${ESCAPE}J`;
const CLEAR = `${ESCAPE}H${ESCAPE}2J`;

/** Draws in place below what the terminal has already, a few times a second. */
export class LiveView implements View {
  readonly #terminal: Terminal;
  readonly #color: boolean;
  /** How many lines are on the screen; the cursor is in the last of them. */
  #drawn = 0;
  #progress: Progress | undefined;
  #drawnAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  readonly #redraw = (): void => this.#draw();
  /** A terminal of another size has moved and broken lines in its own way: nothing of them can be relied on. */
  readonly #resized = (): void => {
    this.#drawn = 0;
    this.#frame(CLEAR);
    this.#draw();
  };
  readonly #restore = (): void => void this.#terminal.write(SHOW_CURSOR);

  constructor(terminal: Terminal, { color }: { color: boolean }) {
    this.#terminal = terminal;
    this.#color = color;
    terminal.on("resize", this.#resized);
    process.on("exit", this.#restore);
    terminal.write(HIDE_CURSOR);
  }

  update(progress: Progress): void {
    if (this.#closed) return;
    const before = this.#progress;
    this.#progress = progress;
    const now = performance.now();
    if (before?.stage !== progress.stage || now - this.#drawnAt >= REDRAW_MS) this.#draw();
    else this.#timer ??= setTimeout(this.#redraw, this.#drawnAt + REDRAW_MS - now);
  }

  print(line: string): void {
    this.#frame(`${this.#erase()}${line}\r\n`);
    this.#draw();
  }

  close(): void {
    if (this.#closed) return;
    this.#draw();
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#terminal.off("resize", this.#resized);
    process.off("exit", this.#restore);
    this.#terminal.write(`${this.#drawn > 0 ? "\r\n" : ""}${SHOW_CURSOR}`);
  }

  #draw(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#progress === undefined || this.#closed) return;
    const { columns, rows } = this.#terminal;
    // A sign in the last column would leave some terminals in doubt where the cursor is; the last row is the shell's.
    const size = { columns: Math.max(1, columns - 1), rows: Math.max(1, rows - 1), color: this.#color };
    const lines = renderLive(this.#progress, size);
    const text = lines.map((line) => ERASE_LINE + line).join("\r\n");
    this.#frame(this.#home() + text + ERASE_BELOW);
    this.#drawn = lines.length;
    this.#drawnAt = performance.now();
  }

  /** Back to the first line of what is drawn. */
  #home(): string {
    return this.#drawn > 1 ? `\r${ESCAPE}${this.#drawn - 1}A` : "\r";
  }

  #erase(): string {
    const text = this.#home() + ERASE_BELOW;
    this.#drawn = 0;
    return text;
  }

  #frame(text: string): void {
    this.#terminal.write(BEGIN_FRAME + text + END_FRAME);
  }
}
