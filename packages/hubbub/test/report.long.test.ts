import { expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "@hubbub/devkit";
import { QUICK, runLoad, runReport } from "@hubbub/load";

import { ownCommand } from "../src/own-command.ts";
import { runHubbub } from "./run-hubbub.ts";

const times = { rampUpMs: 200, plateauMs: 1000, rampDownMs: 0 };

test("[L50.29] hubbub report measures every chapter with the real server, generator and profiler, and writes all its files", async () => {
  using folder = temporaryFolder();
  const out = join(folder.path, "performance");
  const users = 4;
  const plan = {
    ...QUICK,
    name: "shrunk" as const,
    workload: { ...QUICK.workload, users, channels: 2, rate: 30 },
    changes: { repeats: 1, times, variants: ["json-bytes", "affinity"] as const },
    logins: { repeats: 0, times },
    storm: { users, logins: 2, repeats: 1, times },
    profile: { users, times },
    ladder: { times, users: [users], most: users, tries: 1, step: undefined },
    codecRounds: 200,
    bareWriteMs: 100,
  };
  const analysis = await runReport(
    { plan, seed: 1, folder: out, page: undefined, command: "npx hubbub report" },
    { self: ownCommand(), runLoad, onProgress: () => {}, signal: new AbortController().signal },
  );
  const failed = Object.values(analysis.chapters).flatMap((chapter) => chapter?.problems ?? []);
  expect(failed.filter((problem) => problem.includes("failed"))).toEqual([]);
  const { logins, ...others } = analysis.chapters;
  expect(logins?.data).toBeUndefined();
  for (const chapter of Object.values(others)) expect(chapter?.data).toBeDefined();
  expect(readdirSync(out).toSorted()).toEqual([
    "before-after.svg",
    "changes.svg",
    "data.json",
    "flame.svg",
    "gateway.cpuprofile",
    "ladder.svg",
    "report.html",
    "report.md",
    "runs",
  ]);
  const flame = await Bun.file(join(out, "flame.svg")).text();
  expect(flame).toContain("all samples: 100.0%");
  expect(await Bun.file(join(out, "report.html")).text()).toContain("all samples: 100.0%");
}, 90_000);

test("[L50.30] a folder with other files, a seed that can't be, and a page that can't be written are said", async () => {
  using folder = temporaryFolder();
  await Bun.write(join(folder.path, "letter.txt"), "mine");
  const full = await runHubbub(["report", "--quick", "--out", folder.path]);
  expect(full).toMatchObject({
    code: 2,
    stderr: `${folder.path} has other files in it: name a new folder, or one with an earlier report.\n`,
  });
  const page = await runHubbub(["report", "--out", join(folder.path, "new"), "--page", "/proc/none/page.md"]);
  expect(page.code).toBe(3);
  expect(page.stderr).toMatch(/^The folder \/proc\/none can't be made \(.*\): name another with --page\.\n$/);
  const seed = await runHubbub(["report", "--seed", "-1"]);
  expect(seed.code).toBe(2);
  expect(seed.stderr).toContain("It must be a whole number up to 999999999.");
});
