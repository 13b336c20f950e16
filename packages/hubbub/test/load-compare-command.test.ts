import { expect, test } from "bun:test";

import { runHubbub } from "./run-hubbub.ts";

test("[L40.50] hubbub load compare says in a sentence what can't be compared, and exits with 3", async () => {
  const { stdout, stderr, code } = await runHubbub(["load", "compare", "/none/a", "/none/b"]);
  expect({ stdout, code }).toEqual({ stdout: "", code: 3 });
  expect(stderr).toBe('There is no file or folder /none/a: name a result of "hubbub load run --out".\n');
});
