import { expect, test } from "bun:test";
import { join } from "node:path";

import { temporaryFolder } from "@hubbub/devkit";

import { runHubbub } from "./run-hubbub.ts";

test("[L50.30] a folder with other files, a seed that can't be, and a page that can't be written are said", async () => {
  using folder = temporaryFolder();
  await Bun.write(join(folder.path, "letter.txt"), "mine");
  const full = await runHubbub(["report", "--quick", "--out", folder.path]);
  expect(full).toMatchObject({
    code: 2,
    stderr: `${folder.path} has other files in it: name a new folder, or one with an earlier report.\n`,
  });
  const page = await runHubbub(["report", "--out", join(folder.path, "new"), "--page", "/proc/none/page.md"]);
  expect(page.code).toBe(1);
  expect(page.stderr).toMatch(/^The folder \/proc\/none can't be made \(.*\): name another with --page\.\n$/);
  const seed = await runHubbub(["report", "--seed", "-1"]);
  expect(seed.code).toBe(1);
  expect(seed.stderr).toContain("It must be a whole number up to 999999999.");
});
