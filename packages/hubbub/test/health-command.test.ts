import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";

import { freePort, spawnServer, temporaryFolder } from "@hubbub/devkit";

import { runHubbub } from "./run-hubbub.ts";

const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

test("[O19.1] health says whether a server is ready, and ends with 1 if it isn't, or isn't there", async () => {
  const server = await spawnServer({ data: join(folder.path, "data") });
  const ready = await runHubbub(["health", "--url", server.url]);
  expect(ready).toEqual({ stdout: "ready\n", stderr: "", code: 0 });
  server.kill("SIGTERM");
  await server.ended;
  const gone = await runHubbub(["health", "--url", server.url]);
  expect(gone).toEqual({
    stdout: "",
    stderr: expect.stringMatching(/^It does not answer \(.+\)\.\n$/),
    code: 1,
  });
});

test("[O19.1] health tells why a server isn't ready", async () => {
  await using lost = await startLost();
  const { stderr, code } = await runHubbub(["health", "--url", lost.url]);
  expect({ stderr, code }).toEqual({
    stderr: "It is not ready (503): The accounts service does not answer.\n",
    code: 1,
  });
});

/** A gateway whose accounts service is away. */
async function startLost(): Promise<AsyncDisposable & { url: string }> {
  const flags = ["--auth-url", `http://127.0.0.1:${await freePort()}`];
  const server = await spawnServer({ data: join(folder.path, "lost"), flags });
  return {
    url: server.url,
    async [Symbol.asyncDispose]() {
      server.kill("SIGTERM");
      await server.ended;
    },
  };
}
