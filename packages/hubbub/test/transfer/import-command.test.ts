import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";

import { openAccounts } from "@hubbub/auth";
import { Accounts, Hubbub, MemorySession } from "@hubbub/client";
import { type Stack, startStack, temporaryFolder } from "@hubbub/devkit";

import { runHubbub } from "../run-hubbub.ts";
import { exportOf, FIXTURES, importInto } from "./transfer-setup.ts";

const SLACK = join(FIXTURES, "slack");
const folder = temporaryFolder();
const data = join(folder.path, "data");
let stack: Stack;
let ann: Hubbub;

/** Lets somebody in who was imported, as an administrator does. */
async function letIn(name: string): Promise<Hubbub> {
  const accounts = await openAccounts(join(data, "accounts.sqlite"), {
    create: false,
    cost: { memoryCost: 1024, timeCost: 1 },
  });
  const code = await accounts.resetPassword(name);
  await accounts.close();
  const service = new Accounts(stack.url);
  await service.resetPassword(code, "correct horse");
  const session = new MemorySession(await service.login({ name, password: "correct horse" }));
  return Hubbub.connect({ url: stack.url, session });
}

beforeAll(async () => {
  await importInto(data, "slack", SLACK, { files: join(FIXTURES, "slack-files") });
  stack = await startStack({ data, worker: {} });
  ann = await letIn("ann");
}, 30_000);
afterAll(async () => {
  ann?.close();
  await stack?.close();
  folder[Symbol.dispose]();
});

test("[I6.1] who was imported is let in by a code, finds everything read, threads, mentions and direct channels", async () => {
  const mine = (await ann.channels.list()).filter(({ member }) => member);
  expect(mine.map(({ name }) => name)).toEqual(["general", "plans"]);
  const general = await ann.join("general");
  const page = await general.page();
  expect(page.messages.map(({ message }) => message?.text.split(/[ ,\n]/)[0])).toEqual([
    "Hello",
    "@channel",
    ">",
    "two",
    "me",
    "_waves_",
    "from",
    "to",
    "",
  ]);
  const root = page.messages.find(({ replies }) => replies !== undefined)!;
  expect(root.replies).toMatchObject({ count: 2, users: [1, 3] });
  expect((await general.threads()).threads.map(({ unread }) => unread)).toEqual([0, 0]);
  const bob = await letIn("bob");
  const found = await bob.mentions();
  expect(found.found.map(({ message }) => message?.message?.text.slice(0, 10))).toEqual(["Hello @bob"]);
  bob.close();
  const direct = await ann.channels.openDirect([2]);
  expect((await direct.page()).messages.map(({ message }) => message?.text)).toEqual(["hi Ann"]);
});

test("[I6.2] imported messages are answered, reacted to and found as others are", async () => {
  const general = await ann.join("general");
  const [hello] = (await general.page()).messages;
  const { seq } = await general.message(hello!.seq).reply("late, but still");
  await general.message(hello!.seq).react("🎉");
  const [again] = (await general.get([hello!.seq])).messages;
  expect(again).toMatchObject({ replies: { count: 1, lastSeq: seq } });
  expect(again!.reactions.map(({ emoji }) => emoji)).toEqual(["👍🏼", ":partyparrot:", "🎉"]);
  await stack.worker!.caughtUp();
  const { found } = await ann.search("elsewhere");
  expect(found.map(({ message }) => message?.message?.text)).toEqual(["from elsewhere"]);
});

test("[I6.3] an import into the folder of a running server is refused, a dry run and an export are not", async () => {
  const out = join(folder.path, "live");
  const [refused, dry, exported] = await Promise.all([
    runHubbub(["import", "slack", SLACK, "--data", data]),
    runHubbub(["import", "slack", SLACK, "--data", data, "--dry-run"]),
    runHubbub(["export", "--data", data, "--out", out]),
  ]);
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("is in use by another server: stop that one"),
  });
  expect(dry).toMatchObject({ code: 0, stderr: "" });
  expect(dry.stdout).toContain("Would import 5 users, 5 channels, 15 messages.");
  expect(exported).toMatchObject({ code: 0, stderr: "" });
  expect(exported.stdout).toContain(" 5 channels, 16 messages, 1 files.");
}, 20_000);

test("[I6.4] what can't be understood is an error of usage, what isn't there one sentence", async () => {
  const [bare, named, missing, twice] = await Promise.all([
    runHubbub(["export"]),
    runHubbub(["import", "slack", SLACK, "--source", "A B"]),
    runHubbub(["import", "hubbub", join(folder.path, "missing")]),
    runHubbub(["export", "--data", data, "--out", folder.path]),
  ]);
  expect(bare).toMatchObject({ code: 2, stderr: expect.stringContaining("--out <folder>") });
  expect(named).toMatchObject({ code: 2 });
  expect(missing).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^There is no .*missing: name the export's/),
  });
  expect(twice).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("exists and is never overwritten"),
  });
  const elsewhere = join(folder.path, "elsewhere");
  await Bun.write(join(elsewhere, "hubbub.sqlite"), "a chat");
  const refused = await importInto(elsewhere, "slack", SLACK).catch(String);
  expect(refused).toContain("its accounts are elsewhere");
}, 20_000);

test("[I6.5] with --same-names people are who has an account of their name; else their accounts are others", async () => {
  const shared = join(folder.path, "shared");
  const cost = { memoryCost: 1024, timeCost: 1 };
  const accounts = await openAccounts(join(shared, "accounts.sqlite"), { create: true, cost });
  await accounts.add("Ann", "correct horse", { admin: true });
  await accounts.close();
  await importInto(shared, "slack", SLACK, { sameNames: true });
  await importInto(shared, "slack", SLACK, { source: "other" });
  const { users, channels } = await exportOf(shared, join(folder.path, "shared-export"));
  expect(users.map(({ name }) => name)).toEqual([
    "Ann",
    "bob",
    "Bob-2",
    "guest.one",
    "deploy",
    "slack-import",
    "ann-2",
    "bob-3",
    "Bob-4",
    "guest.one-2",
    "deploy-2",
    "other-import",
  ]);
  expect(channels.map(({ name }) => name)).toContain("general-2");
  const [first] = channels[0]!.messages;
  expect(first).toMatchObject({ user: 1 });
}, 20_000);
