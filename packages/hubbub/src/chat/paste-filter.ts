import { Transform, type TransformCallback } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import type { ReadStream } from "node:tty";

/** Asks the terminal to mark what is pasted (bracketed paste), and not to. */
export const PASTE_ON = "\u001b[?2004h";
export const PASTE_OFF = "\u001b[?2004l";
const START = "\u001b[200~";
const END = "\u001b[201~";

/** Stands for a line break of a paste while the line is edited. */
const BREAK = "␤";

/** What was typed or pasted, as it is to be sent. */
export function withBreaks(line: string): string {
  return line.replaceAll(BREAK, "\n");
}

/**
 * Stands between the terminal and readline: a paste of many lines becomes one line to edit and send, instead of
 * many that are sent at once, and nothing in it acts as a key or is taken for a command line by line.
 */
export class PasteFilter extends Transform {
  readonly isTTY = true;
  readonly #input: ReadStream;
  readonly #decoder = new StringDecoder("utf8");
  #pasting = false;
  /** The end of the last chunk, if it may be the beginning of a mark. A lone Escape outside of a paste is the key. */
  #rest = "";

  constructor(input: ReadStream) {
    super();
    this.#input = input;
    input.pipe(this);
  }

  /** Called by readline. */
  setRawMode(on: boolean): this {
    this.#input.setRawMode(on);
    return this;
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    let text = this.#rest + this.#decoder.write(chunk);
    let out = "";
    for (;;) {
      const mark = this.#pasting ? END : START;
      const at = text.indexOf(mark);
      if (at < 0) break;
      out += this.#piece(text.slice(0, at));
      text = text.slice(at + mark.length);
      this.#pasting = !this.#pasting;
    }
    const kept = text.length - partialMark(text, this.#pasting ? END : START, this.#pasting ? 1 : 2);
    this.#rest = text.slice(kept);
    done(null, out + this.#piece(text.slice(0, kept)));
  }

  override _flush(done: TransformCallback): void {
    done(null, this.#rest);
  }

  #piece(text: string): string {
    if (!this.#pasting) return text;
    const lines = text.replaceAll(/\r\n|\r|\n/g, BREAK).replaceAll("\t", "    ");
    return lines.replaceAll(/\p{Cc}/gu, "");
  }
}

/** How many characters at the end of `text`, `least` or more, may be the beginning of `mark`. */
function partialMark(text: string, mark: string, least: number): number {
  for (let length = mark.length - 1; length >= least; length--) {
    if (text.endsWith(mark.slice(0, length))) return length;
  }
  return 0;
}
