import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "@hubbub/devkit";

import { checkIntegrity, lockedPackage } from "../../build/bun-runtime.ts";
import { executableName, TARGET_NAMES, TARGETS } from "../../build/targets.ts";
import { client, end, Executable } from "./made.ts";

const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

describe.if(process.platform === "linux")("the executable", () => {
  const executable = new Executable(folder.path);
  beforeAll(() => executable.make(), 60_000);

  test("[O18.1] alone in an empty folder it is a whole server: people chat, search finds it, and all is there the next time", async () => {
    const data = join(folder.path, "data");
    const server = await executable.start({ data, worker: true, web: true });
    const [ann, bob] = [await client(server.url, "ann", server.setupCode), await client(server.url, "bob")];
    const { id } = await ann.createChannel("tea");
    const [anns, bobs] = [await ann.join(id), await bob.join(id)];
    const heard = bobs.once("message", ({ text }) => text === "hello bob");
    await anns.send("hello bob");
    expect((await heard).user).toBe(ann.me!.id);
    while ((await bob.search("hello")).found.length === 0) await Bun.sleep(50);
    ann.close();
    bob.close();
    expect(await end(server)).toBe(0);

    const again = await executable.start({ data });
    const cora = await client(again.url, "cora");
    const kept = (await cora.join(id)).messages({ history: 10 });
    expect((await kept.next()).value).toMatchObject({ text: "hello bob" });
    cora.close();
    expect(await end(again)).toBe(0);
    expect(readdirSync(executable.empty)).toEqual([]);
  }, 60_000);
});

test("[O18.2] each platform's Bun is in package-lock.json, in this version; another package than that is refused", async () => {
  for (const name of TARGET_NAMES) {
    const locked = await lockedPackage(TARGETS[name].package);
    expect(locked).toEqual({ version: Bun.version, integrity: expect.stringMatching(/^sha512-.{86}==$/) });
    expect(() => checkIntegrity(Buffer.from("another"), locked)).toThrow(
      "not the one that package-lock.json names",
    );
  }
  expect(TARGET_NAMES.map(executableName)).toContain("hubbub-windows-x64.exe");
});
