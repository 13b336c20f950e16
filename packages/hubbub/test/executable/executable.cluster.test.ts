import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";

import { findNats, findPostgres, startNats, startPostgres, temporaryFolder } from "@hubbub/devkit";

import { client, end, Executable } from "./made.ts";

const isThere = process.platform === "linux" && findPostgres() !== undefined && findNats() !== undefined;

describe.skipIf(!isThere)("the executable, several times on Postgres and NATS", () => {
  const folder = temporaryFolder();
  const executable = new Executable(folder.path);
  beforeAll(() => executable.make(), 60_000);
  afterAll(() => folder[Symbol.dispose]());

  test("[O18.3] it has all that Postgres and NATS need: who is at one node hears who is at another", async () => {
    await using postgres = await startPostgres();
    await using nats = await startNats();
    const flags = ["--database", await postgres.database(), "--nats", nats.url];
    const first = await executable.start({ data: join(folder.path, "first"), flags });
    const second = await executable.start({ data: join(folder.path, "second"), flags });
    // The start of the second has replaced the code of the first.
    const ann = await client(first.url, "ann", second.setupCode);
    const bob = await client(second.url, "bob");
    const { id } = await ann.createChannel("tea");
    const [anns, bobs] = [await ann.join(id), await bob.join(id)];
    const heard = bobs.once("message", ({ text }) => text === "hello bob");
    await anns.send("hello bob");
    expect((await heard).user).toBe(ann.me!.id);
    ann.close();
    bob.close();
    expect([await end(first), await end(second)]).toEqual([0, 0]);
  }, 60_000);
});
