import { afterEach, describe, expect, test } from "bun:test";
import { EventEmitter } from "node:events";

import { Terminal as Emulator } from "@xterm/headless";

import { brailleGraph } from "../src/view/braille-graph.ts";
import { LiveView, type Terminal } from "../src/view/live-view.ts";
import { liveWarnings } from "../src/view/live-warnings.ts";
import { overTime } from "../src/view/over-time.ts";
import { painter, showsColor } from "../src/view/paint.ts";
import { PlainLines } from "../src/view/plain-lines.ts";
import { type Progress, STAGES } from "../src/view/progress.ts";
import { renderLive } from "../src/view/render-live.ts";
import { type MadeUp, madeUpResult } from "./made-up-result.ts";

/** A run of 45 s after so many seconds. */
function progressAt(at: number, change: Partial<Progress> = {}, madeUp: MadeUp = {}): Progress {
  const { options, seconds } = madeUpResult(madeUp);
  return {
    options,
    stage: "plateau",
    done: (at - 10) * 1000,
    total: 30_000,
    seconds: seconds.slice(0, at),
    server: "own",
    ...change,
  };
}

function plain(progress: Progress, columns = 100, rows = 30): string[] {
  return renderLive(progress, { columns, rows, color: false });
}

const ESCAPE = "\u001b";

const SIZES = [1, 10, 40, 61, 80, 133, 200].flatMap((columns) =>
  [1, 2, 5, 10, 24, 60].map((rows) => ({ columns, rows })),
);

describe("live view, drawn", () => {
  test.each(STAGES)("[L40.60] never takes more than its size, from 1×1 to 200×60: %s", (stage) => {
    const hot = progressAt(30, { stage }, { slow: 1000, users: 1_000_000 });
    for (const second of hot.seconds) {
      second.cpu.generator = [97, 98];
      second.lagMs = 4000;
    }
    const long = progressAt(30, { stage, server: `http://${"very-".repeat(60)}long.example` });
    const empty = progressAt(0, { stage, done: 0, total: 0 });
    for (const progress of [hot, long, empty, progressAt(30, { stage })]) {
      for (const size of SIZES) {
        for (const color of [true, false]) {
          const lines = renderLive(progress, { ...size, color });
          expect(lines.length).toBeLessThanOrEqual(size.rows);
          for (const line of lines) expect(Bun.stringWidth(line)).toBeLessThanOrEqual(size.columns);
        }
      }
    }
  });

  test("[L40.61] it says the phase, how far it is, rates, percentiles, CPU and memory", () => {
    const text = plain(progressAt(25)).join("\n");
    expect(text).toContain("plateau 15 of 30 s ██");
    for (const part of [
      "0:25",
      "425 users",
      "sent/s",
      "delivered/s",
      "p50 ",
      "p99 ",
      "gateway █",
      "generator █",
      "MiB",
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
    expect(plain(progressAt(0, { stage: "connecting", done: 170, total: 425 })).join()).toContain(
      "connecting 170 of 425 users",
    );
  });

  test("[L40.62] of a remote server it shows what can be known, and where it is", () => {
    const text = plain(progressAt(25, { server: "http://chat.example" }, { remote: true })).join("\n");
    expect(text).toContain("http://chat.example");
    expect(text).toContain("generator █");
    expect(text).not.toMatch(/gateway|null|NaN/);
  });

  test("[L40.63] percentiles are green or red by their targets, and without colours nothing is coloured", () => {
    const colored = (slow: number) =>
      renderLive(progressAt(25, {}, { slow }), { columns: 100, rows: 30, color: true });
    expect(colored(1).join()).toContain(`p90 ${ESCAPE}[32m`);
    expect(colored(100).join()).toContain(`p90 ${ESCAPE}[1;31m`);
    expect(plain(progressAt(25)).join()).not.toContain("\u001b");
    expect(showsColor({ isTTY: true }, {})).toBe(true);
    expect(showsColor({ isTTY: true }, { NO_COLOR: "1" })).toBe(false);
    expect(showsColor({}, {})).toBe(false);
  });

  test("[L40.64] a generator in the way is told, what was long ago isn't", () => {
    const { seconds } = progressAt(30);
    expect(liveWarnings(seconds)).toEqual([]);
    seconds[28]!.cpu.generator = [96];
    seconds[28]!.lagMs = 80;
    expect(liveWarnings(seconds)).toEqual([
      "The generator takes 96% of its core: latencies may be its own.",
      "The generator sends up to 80 ms late.",
    ]);
    expect(liveWarnings(madeUpResult().seconds)).toEqual([]);
    const warned = progressAt(29, { seconds: seconds.slice(0, 29) });
    expect(plain(warned).join("\n")).toContain("! The generator takes 96% of its core");
  });

  test("[L40.65] the graph grows with the room, and the least important goes first where there is none", () => {
    const graphRows = (rows: number) =>
      plain(progressAt(30), 100, rows).filter((line) => /[│┴]/.test(line)).length;
    expect(graphRows(60)).toBe(14);
    expect(graphRows(18)).toBeGreaterThan(3);
    expect(graphRows(8)).toBe(0);
    const few = plain(progressAt(30), 100, 3).join("\n");
    for (const part of ["plateau", "users", "p99"]) expect(few).toContain(part);
  });

  test("[L40.66] names from outside can't move the cursor", () => {
    const hostile = progressAt(25, { server: "http://a\u001b[2J\r\nb" });
    hostile.options.scenario = "\u001b]0;title\u0007";
    const text = plain(hostile, 150).join("\n");
    expect(text).not.toContain(ESCAPE);
    expect(text).not.toContain("\u0007");
    expect(text).not.toContain("\r");
    expect(text).toContain("http://a [2J  b");
  });
});

describe("braille graph", () => {
  test("[L40.67] each sign has two values beside and four above each other, from 0 below to the top", () => {
    const values = [0, 1, 2, 3];
    const lines = brailleGraph([{ values, style: "blue" }], { columns: 2, rows: 1, top: 3 }, painter(false));
    expect(lines).toEqual(["⡠⠊"]);
    const tall = brailleGraph(
      [{ values: [7, 0], style: "blue" }],
      { columns: 1, rows: 2, top: 7 },
      painter(false),
    );
    expect(tall).toEqual(["⢱", "⢸"]);
  });

  test("[L40.67] holes are holes, what is too large is at the top", () => {
    const size = { columns: 2, rows: 1, top: 1 };
    expect(brailleGraph([{ values: [null, null, 99, null], style: "blue" }], size, painter(false))).toEqual([
      " ⠁",
    ]);
  });

  test("[L40.68] seconds are spread over the whole run that was asked for", () => {
    const { options, seconds } = madeUpResult();
    const users = overTime(seconds.slice(0, 20), options, 90, (second) => second.users);
    expect(users[39]).toBe(425);
    expect(users.slice(40)).toEqual(users.slice(40).map(() => null));
    expect(users.slice(1, 40)).not.toContain(null);
    const few = overTime(seconds, options, 9, ({ delivered }) => delivered);
    expect(few[0]).toBe(Math.max(...seconds.slice(0, 7).map(({ delivered }) => delivered)));
    expect(overTime([], options, 3, () => 1)).toEqual([null, null, null]);
  });
});

/** A terminal in memory that a view draws on. */
class Screen extends EventEmitter implements Terminal {
  readonly #emulator: Emulator;
  readonly writes: string[] = [];

  constructor(columns: number, rows: number) {
    super();
    this.#emulator = new Emulator({ cols: columns, rows, allowProposedApi: true, convertEol: true });
  }

  get columns(): number {
    return this.#emulator.cols;
  }

  get rows(): number {
    return this.#emulator.rows;
  }

  write(text: string): void {
    this.writes.push(text);
    this.#emulator.write(text);
  }

  resize(columns: number, rows: number): void {
    this.#emulator.resize(columns, rows);
    this.emit("resize");
  }

  /** All lines, those that have scrolled away too, without the empty ones at the end. */
  async lines(): Promise<string[]> {
    await new Promise<void>((resolve) => this.#emulator.write("", resolve));
    const buffer = this.#emulator.buffer.active;
    const lines = Array.from({ length: buffer.length }, (_, at) =>
      buffer.getLine(at)!.translateToString(true),
    );
    return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
  }
}

describe("live view on a terminal", () => {
  let view: LiveView | undefined;
  afterEach(() => view?.close());

  test("[L40.69] it redraws in place, below what was there, and leaves its last lines and the cursor", async () => {
    const screen = new Screen(80, 24);
    screen.write("$ npx hubbub load run\r\n");
    view = new LiveView(screen, { color: true });
    // A change of the stage is drawn at once.
    view.update(progressAt(0, { stage: "starting", done: 0, total: 0 }));
    view.update(progressAt(5, { stage: "ramp-up", done: 5000, total: 10_000 }));
    view.update(progressAt(30));
    view.update(progressAt(45, { stage: "settling", done: 0, total: 5000 }));
    const shown = renderLive(progressAt(45, { stage: "settling", done: 0, total: 5000 }), {
      columns: 79,
      rows: 23,
      color: false,
    });
    const trimmed = shown.map((line) => line.trimEnd());
    expect(await screen.lines()).toEqual(["$ npx hubbub load run", ...trimmed]);
    view.close();
    screen.write("percentiles_ms=[1,2,3]\r\n");
    expect(await screen.lines()).toEqual(["$ npx hubbub load run", ...trimmed, "percentiles_ms=[1,2,3]"]);
    const written = screen.writes.join("");
    expect(written.lastIndexOf("\u001b[?25h")).toBeGreaterThan(written.lastIndexOf("\u001b[?25l"));
    expect(screen.listenerCount("resize")).toBe(0);
  });

  test("[L40.70] it redraws no more than a few times a second, and shows the newest in the end", async () => {
    const screen = new Screen(80, 24);
    view = new LiveView(screen, { color: false });
    for (let done = 0; done <= 30_000; done += 10) view.update(progressAt(30, { done }));
    expect(screen.writes.length).toBeLessThan(100);
    view.close();
    expect((await screen.lines()).join("\n")).toContain("plateau 30 of 30 s");
  });

  test("[L40.71] a line that is printed stays above the view", async () => {
    const screen = new Screen(80, 24);
    view = new LiveView(screen, { color: false });
    view.update(progressAt(20));
    view.print("425 users hold the targets");
    view.print("850 users do, too");
    const lines = await screen.lines();
    expect(lines.slice(0, 3)).toEqual([
      "425 users hold the targets",
      "850 users do, too",
      expect.stringContaining("load run"),
    ]);
    expect(lines.filter((line) => line.includes("load run"))).toHaveLength(1);
  });

  test("[L40.72] a terminal that changes its size has one whole view, of the new size", async () => {
    const screen = new Screen(120, 40);
    view = new LiveView(screen, { color: false });
    view.update(progressAt(20));
    for (const [columns, rows] of [
      [50, 12],
      [40, 10],
      [160, 50],
    ] as const) {
      screen.resize(columns, rows);
      const shown = renderLive(progressAt(20), { columns: columns - 1, rows: rows - 1, color: false });
      const lines = await screen.lines();
      expect(lines.slice(-shown.length)).toEqual(shown.map((line) => line.trimEnd()));
    }
  });

  test("[L40.73] when the process ends without closing it, the cursor is shown again", async () => {
    const child = Bun.spawn([process.execPath, "-e", ENDS_EARLY], { stdout: "pipe", cwd: import.meta.dir });
    const [written, code] = await Promise.all([new Response(child.stdout).text(), child.exited]);
    expect(code).toBe(3);
    expect(written).toEndWith("\u001b[?25h");
  });
});

const ENDS_EARLY = `
import { EventEmitter } from "node:events";
import { writeSync } from "node:fs";
import { LiveView } from "../src/view/live-view.ts";
const terminal = Object.assign(new EventEmitter(), { columns: 80, rows: 24, write: (text) => writeSync(1, text) });
new LiveView(terminal, { color: false });
process.exit(3);
`;

describe("plain lines", () => {
  test("[L40.74] a line for each stage, one for each second, and each warning once", () => {
    const lines: string[] = [];
    const view = new PlainLines({ write: (text) => lines.push(text) });
    view.update(progressAt(0, { stage: "starting", done: 0, total: 0 }));
    view.update(progressAt(0, { stage: "connecting", done: 0, total: 425 }));
    view.update(progressAt(0, { stage: "connecting", done: 200, total: 425 }));
    view.update(progressAt(1, { stage: "ramp-up", done: 1000, total: 10_000 }));
    view.update(progressAt(1, { stage: "ramp-up", done: 1500, total: 10_000 }));
    const hot = progressAt(3, { stage: "ramp-up", done: 3000, total: 10_000 });
    for (const second of hot.seconds) second.lagMs = 80;
    view.update(hot);
    hot.seconds[2]!.lagMs = 90;
    view.update(hot);
    view.close();
    expect(lines.map((line) => line.slice(0, 22).trim())).toEqual([
      "starting",
      "connecting: 425 users",
      "ramp-up: 10 s",
      "1 s  ramp-up    43",
      "2 s  ramp-up    85",
      "3 s  ramp-up    128",
      "! The generator sends",
    ]);
    for (const line of lines) expect(line).toEndWith("\n");
    expect(lines[4]).toMatch(/p99 [\d.]+ ms; CPU gateway \d+%, generator \d+%\n$/);
  });

  test("[L40.74] a long run has a line each ten seconds", () => {
    const lines: string[] = [];
    const view = new PlainLines({ write: (text) => lines.push(text) });
    view.update(progressAt(600, {}, { seconds: 900 }));
    expect(lines).toHaveLength(61);
  });
});
