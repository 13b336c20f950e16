import { expect, test } from "bun:test";

import { now } from "../src/generator/clock.ts";

test("[L20.8] the clock is the same in another process", async () => {
  const script = `import { now } from ${JSON.stringify(new URL("../src/generator/clock.ts", import.meta.url).pathname)}; console.log(now())`;
  const before = now();
  const there = Number(await new Response(Bun.spawn([process.execPath, "-e", script]).stdout).text());
  const after = now();
  // Both are read from the system's clock, in steps of a millisecond, when their process starts.
  expect(there).toBeGreaterThan(before - 2);
  expect(there).toBeLessThan(after + 2);
});
