import { expect, test } from "bun:test";
import { join } from "node:path";

import { temporaryFolder } from "@hubbub/devkit";

import { runHubbub } from "./run-hubbub.ts";

test("[L50.7] hubbub bench codec prints the tables and the target, and writes the result", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "new", "codec.json");
  const { stdout, stderr, code } = await runHubbub(["bench", "codec", "--rounds", "500", "--json", file]);
  expect(stderr).toBe("");
  expect(stdout).toContain("JSON as bytes");
  expect(stdout).toContain("the performance report's own figures, of Python on another machine");
  const met = /^ {2}(met|MISSED): Protobuf encode \+ decode/m.exec(stdout)?.[1];
  expect(code).toBe(met === "met" ? 0 : 1);
  expect(await Bun.file(file).json()).toMatchObject({ hubbubCodecResult: 1, target: { met: met === "met" } });
});

test("[L50.8] a result that can't be written is said, and so are rounds that can't be", async () => {
  const unwritable = await runHubbub(["bench", "codec", "--rounds", "1", "--json", "/proc/none/codec.json"]);
  expect(unwritable.code).toBe(3);
  expect(unwritable.stderr).toMatch(
    /^\/proc\/none\/codec\.json can't be written \(.*\): name another place\.\n$/,
  );
  const rounds = await runHubbub(["bench", "codec", "--rounds", "many"]);
  expect(rounds.code).toBe(2);
  expect(rounds.stderr).toContain("It must be a whole number from 1 to 999999999.");
});

test("[L50.13] hubbub bench write measures a bare write in two processes, and leaves none behind", async () => {
  // Both have its stderr, which is read until nobody has it open any more.
  const { stdout, stderr, code } = await runHubbub(["bench", "write", "--connections", "50", "--ms", "200"]);
  expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
  expect(stdout).toMatch(
    /^A write of 100 bytes to one of 50 TCP connections: [\d.]+ µs of CPU \(half of \d+ rounds/,
  );
});
