import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as protocol from "../src/index.ts";
import { exercise } from "./support/exercise.ts";

let folder: string;
let bundle: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hubbub-runtimes-"));
  const build = await Bun.build({
    entrypoints: [join(import.meta.dir, "support", "exercise-alone.ts")],
    outdir: folder,
    target: "browser",
    naming: "exercise.mjs",
  });
  bundle = (build.outputs[0] as { path: string }).path;
});
afterAll(() => rm(folder, { recursive: true }));

/** What the codec makes of some frames in another process. */
async function exerciseIn(command: string[]): Promise<unknown> {
  const process = Bun.spawn(command, { stdout: "pipe", stderr: "inherit" });
  const out = await new Response(process.stdout).text();
  expect(await process.exited).toBe(0);
  return JSON.parse(out);
}

const here = JSON.parse(JSON.stringify(exercise(protocol))) as unknown;

test("[C1.9] Node makes the same of frames as Bun", async () => {
  expect(await exerciseIn(["node", bundle])).toEqual(here);
});

test.each(["node", process.execPath])(
  "[C1.9] so does a runtime without Buffer, as browsers are: %s",
  async (runtime) => {
    const start = `delete globalThis.Buffer; await import(${JSON.stringify(bundle)});`;
    const main = join(folder, "main.mjs");
    await Bun.write(main, start);
    expect(await exerciseIn([runtime, main])).toEqual(here);
  },
);
