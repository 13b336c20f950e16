import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { startStack, temporaryFolder } from "@hubbub/devkit";

import { Accounts, Hubbub, MemorySession } from "../src/index.ts";
import { take } from "./setup.ts";

const bot = fileURLToPath(new URL("../examples/echo-bot.ts", import.meta.url));

test("[K14.6] the echo bot answers in under 30 lines, once, also what it missed", async () => {
  expect(readFileSync(bot, "utf8").trimEnd().split("\n").length).toBeLessThan(30);
  const stack = await startStack();
  using folder = temporaryFolder();
  const session = new MemorySession(
    await new Accounts(stack.url).signup({ name: "ann", password: "correct horse" }),
  );
  const client = await Hubbub.connect({ url: stack.url, session });
  const channel = await client.createChannel("general");
  const messages = channel.messages();
  const start = () =>
    Bun.spawn([process.execPath, bot, stack.url], {
      cwd: folder.path,
      env: { ...process.env, HUBBUB_PASSWORD: "battery staple" },
      stdout: "pipe",
    });
  const first = start();
  const here = await channel.once("event", ({ kind }) => kind === "joined");
  expect((await client.user(here.user))?.name).toBe("echo");
  await channel.send("echo one");
  expect((await take(messages, 2)).map(({ text }) => text)).toEqual(["echo one", "one"]);
  first.kill("SIGKILL");
  await first.exited;
  await channel.send("echo two");
  const second = start();
  const rest = channel.messages({ after: { epoch: here.epoch, seq: here.seq } });
  await channel.once("message", ({ text }) => text === "two");
  await channel.send("echo three");
  await channel.once("message", ({ text }) => text === "three");
  expect((await take(rest, 6)).map(({ text }) => text)).toEqual([
    "echo one",
    "one",
    "echo two",
    "two",
    "echo three",
    "three",
  ]);
  second.kill();
  await second.exited;
  client.close();
  await stack.close();
}, 20_000);
