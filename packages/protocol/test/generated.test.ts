import { expect, test } from "bun:test";
import { join } from "node:path";

const GEN = join(import.meta.dir, "..", "gen", "gen.ts");

test("[C7.4] the generated code is what the .proto files generate", async () => {
  const check = Bun.spawn([process.execPath, GEN, "--check"], { stderr: "pipe" });
  expect(await new Response(check.stderr).text()).toBe("");
  expect(await check.exited).toBe(0);
}, 60_000);
