import { afterAll, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { temporaryFolder } from "@hubbub/devkit";
import { readResult } from "@hubbub/load";

import { childrenOf, isRunning, MAIN, runHubbub } from "./run-hubbub.ts";

/** Targets that a busy machine doesn't miss. */
const LENIENT = ["p90", "p95", "p99"].flatMap((metric) => ["--threshold", `${metric}=60000`]);
const SHORT = ["--users", "20", "--ramp-up", "500ms", "--plateau", "1s", "--ramp-down", "500ms"];

describe("hubbub load run", () => {
  const folder = temporaryFolder();
  afterAll(() => folder[Symbol.dispose]());

  test("[L20.21] one command gives the result, its report, the report's line, and each target, and exits with 1 if one was missed", async () => {
    const out = join(folder.path, "missed");
    const { stdout, code } = await runHubbub(["load", "run", ...SHORT, "--threshold", "p50=0", "--out", out]);
    expect(code).toBe(1);
    const result = await readResult(join(out, "result.json"));
    expect(result.ended).toBe("complete");
    expect(result.seconds.map(({ at }) => at)).toEqual([1, 2]);
    expect(result.options).toMatchObject({ users: 20, rampUpMs: 500, plateauMs: 1000, rampDownMs: 500 });
    for (const count of Object.values(result.summary.faults)) expect(count).toBe(0);
    expect(result.thresholds.map(({ metric, met }) => [metric, met])).toEqual([
      ["p90", true],
      ["p95", true],
      ["p99", true],
      ["faults", true],
      ["p50", false],
    ]);
    expect(stdout).toMatch(/^percentiles_ms=\[[\d.]+,[\d.]+,[\d.]+\]$/m);
    expect(stdout).toMatch(/^MISSED: p50 [\d.]+, at most 0$/m);
    expect(stdout).toMatch(/^met: faults 0, at most 0$/m);
    expect(readdirSync(out).toSorted()).toEqual(["graphs.svg", "report.html", "report.md", "result.json"]);
  });

  test("[L20.22] exits with 0 if all targets were met", async () => {
    const { code, stderr } = await runHubbub(["load", "run", ...SHORT, ...LENIENT]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("[L20.23] Ctrl-C ends a run early, with its result; server, generator and data are gone after it", async () => {
    const out = join(folder.path, "interrupted");
    const run = Bun.spawn(
      [process.execPath, MAIN, "load", "run", ...SHORT, "--plateau", "1m", "--out", out],
      {
        stdin: "ignore",
        stdout: "pipe",
        stderr: "inherit",
      },
    );
    const data: string[] = [];
    let [children, text]: [number[], string] = [[], ""];
    for await (const chunk of run.stdout) {
      text += Buffer.from(chunk).toString();
      // The first second's line.
      if (children.length > 0 || !/^ +1 s/m.test(text)) continue;
      children = childrenOf(run.pid);
      data.push(...dataOf(children));
      // As a terminal does: to all of them.
      for (const pid of [run.pid, ...children]) process.kill(pid, "SIGINT");
    }
    expect(await run.exited).toBe(130);
    const result = await readResult(join(out, "result.json"));
    expect(result.ended).toBe("interrupted");
    for (const count of Object.values(result.summary.faults)) expect(count).toBe(0);
    expect(children.length).toBe(2);
    expect(children.filter(isRunning)).toEqual([]);
    expect(data.length).toBe(1);
    expect(readdirSync(tmpdir())).not.toContain(data[0]!);
  });

  test.each([
    [["nonsense"], 'There is no scenario "nonsense"', 2],
    [["--users", "5", "--channels", "6"], "6 channels are more than 5 users", 2],
    [["--threshold", "p98=5"], 'There is no metric "p98"', 2],
    [["--plateau", "10"], "error: option '--plateau <time>' argument '10' is invalid", 2],
    [["--target", "example.org"], "--target takes an address", 2],
    [["--server-flag", "--nonsense"], "The server didn't start. error: unknown option '--nonsense'", 3],
    [["--out", "/dev/null/x"], "The folder /dev/null/x can't be made", 3],
  ])("[L20.24] %j is refused in a line on stderr", async (flags, beginning, exitCode) => {
    const { stderr, code } = await runHubbub(["load", "run", ...flags]);
    expect(stderr).toStartWith(beginning);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(exitCode);
  });
});

test("[L20.42] hubbub load find-max tries, repeats the answer, and writes find-max.json", async () => {
  using folder = temporaryFolder();
  const few = ["--start", "4", "--max", "4", "--ramp-up", "0s", "--plateau", "1s", "--out", folder.path];
  const { stdout, stderr, code } = await runHubbub(["load", "find-max", ...few, ...LENIENT]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = stdout.trim().split("\n");
  // One more if the machine is busy.
  expect(lines.length).toBeWithin(5, 7);
  expect(lines[1]).toMatch(/^ +4 .* start +held$/);
  expect(lines[2]).toMatch(/^ +4 .* repeat +held$/);
  expect(lines[3]).toStartWith("At least 4 users held at most ");
  expect(lines[4]).toBe("4 users are the most that were to be tried (--max).");
  const result = (await Bun.file(join(folder.path, "find-max.json")).json()) as object;
  expect(result).toMatchObject({ hubbubFindMax: 1, users: 4, repeated: true, ended: "complete" });
});

/** The names of the data folders in these processes' command lines. */
function dataOf(pids: readonly number[]): string[] {
  return pids.flatMap((pid) => {
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    const at = words.indexOf("--data");
    return at < 0 ? [] : [words[at + 1]!.split("/").at(-1)!];
  });
}
