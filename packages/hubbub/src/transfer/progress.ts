import type { WriteStream } from "node:tty";

import { plainText } from "../chat/plain-text.ts";
import { StatusLine } from "../status-line.ts";

/** How often the line on a terminal changes, and how often a line is written to anything else, in ms. */
const TERMINAL_MS = 200;
const PLAIN_MS = 10_000;
/** Over how long the speed is taken, in ms. */
const SPEED_MS = 30_000;

/** How far something is. */
export interface Position {
  messages: number;
  /** Bytes of the source, read and in all. */
  done: number;
  total: number;
}

/** Shows how far an import or export is: one line that changes on a terminal, else a line now and then. */
export class ProgressLine {
  readonly #line: StatusLine;
  readonly #position: () => Position;
  readonly #started = performance.now();
  readonly #timer: ReturnType<typeof setInterval>;
  #samples = [{ at: performance.now(), messages: 0 }];

  constructor(stream: WriteStream, position: () => Position) {
    this.#line = new StatusLine(stream);
    this.#position = position;
    const isTerminal = stream.isTTY;
    this.#timer = setInterval(
      () => {
        const text = this.#text();
        if (isTerminal) this.#line.show(text);
        else this.#line.print(text);
      },
      isTerminal ? TERMINAL_MS : PLAIN_MS,
    );
  }

  /** A line that stays. */
  print(text: string): void {
    this.#line.print(plainText(text));
  }

  /** Ends it; the line says no more. */
  end(): void {
    clearInterval(this.#timer);
    this.#line.clear();
  }

  #text(): string {
    const { messages, done, total } = this.#position();
    const now = performance.now();
    this.#samples.push({ at: now, messages });
    this.#samples = this.#samples.filter(({ at }) => at > now - SPEED_MS);
    const [first] = this.#samples;
    const elapsed = now - (first?.at ?? now);
    const speed = elapsed > 0 ? ((messages - (first?.messages ?? 0)) * 1000) / elapsed : 0;
    const parts = [`${count(messages)} messages`, `${count(Math.round(speed))} a second`];
    const share = total > 0 ? Math.min(done / total, 1) : 0;
    if (share > 0) {
      parts.push(
        `${Math.floor(share * 100)}%`,
        `${duration(((now - this.#started) / share) * (1 - share))} left`,
      );
    }
    return parts.join(", ");
  }
}

/** A number with commas. */
export function count(number: number): string {
  return number.toLocaleString("en");
}

/** Minutes and seconds. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
