import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";

import { type Crowd, openRawClient, type RawClient, startCrowd, temporaryFolder } from "@hubbub/devkit";
import { Role } from "@hubbub/protocol";

import { removeControlFile, writeControlFile } from "../src/control-file.ts";

// Processes share their cores with whatever else runs.
setDefaultTimeout(60_000);

const SCRIPT = new URL("./server-commands.process.ts", import.meta.url).pathname;
const folder = temporaryFolder();
const control = { key: "the control key", pid: process.pid };
let crowd: Crowd;
let ann: RawClient, bob: RawClient;

async function start(): Promise<void> {
  crowd = await startCrowd({ data: folder.path, gateway: { controlKey: control.key } });
  await writeControlFile(folder.path, { ...control, url: crowd.url });
  ann = await openRawClient(crowd.url, await crowd.mint.token(1, { name: "Ann" }));
  bob = await openRawClient(crowd.url, await crowd.mint.token(2, { name: "Bob" }));
}
beforeAll(start);
afterAll(async () => {
  await crowd.close();
  folder[Symbol.dispose]();
});

async function hubbub(...args: string[]) {
  const child = Bun.spawn([process.execPath, SCRIPT, ...args, "--data", folder.path], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const texts = [new Response(child.stdout).text(), new Response(child.stderr).text()] as const;
  const [stdout, stderr] = await Promise.all(texts);
  return { stdout, stderr, code: await child.exited };
}
const done = async (...args: string[]): Promise<string> => {
  const ended = await hubbub(...args);
  expect(ended).toMatchObject({ stderr: "", code: 0 });
  return ended.stdout.trimEnd();
};
const cells = (text: string): string[][] => text.split("\n").map((line) => line.split("\t"));
const say = async (client: RawClient, channel: number, text: string): Promise<void> => {
  const body = await client.ask({ case: "send", value: { channel, clientId: crypto.randomUUID(), text } });
  expect(body?.case).toBe("sent");
};

test("[O12.1] channels are made, listed, given roles and retention, and archived, while the server runs and people see it at once", async () => {
  expect(await done("channel", "create", "ops", "--owner", "ann", "--private")).toBe(
    "Channel ops made, with id 1.",
  );
  await ann.until(({ userEvents }) => userEvents.some(({ body }) => body.case === "channel"));
  await ann.ask({ case: "addMembers", value: { channel: 1, users: [2] } });
  expect(await done("channel", "role", "ops", "bob", "moderator")).toBe("bob is a moderator of ops.");
  await done("channel", "retention", "ops", "30");
  expect(cells(await done("channel", "members", "ops"))).toEqual([
    ["id", "name", "role"],
    ["1", "Ann", "owner"],
    ["2", "Bob", "moderator"],
  ]);
  await done("channel", "archive", "ops");
  const refused = await ann.ask({ case: "send", value: { channel: 1, clientId: "1", text: "x" } });
  expect(refused).toMatchObject({ case: "error", value: { name: "archived" } });
  expect(cells(await done("channel", "list"))[1]).toEqual([
    "1",
    "ops",
    "private",
    "archived",
    "2",
    expect.any(String),
    "30 days",
  ]);
  await done("channel", "archive", "ops", "--undo");
});

test("[O12.2] a ban from the command line holds at once, and stands in the audit log as the server's own act", async () => {
  expect(await done("ban", "ops", "Bob", "--reason", "spam")).toBe("Bob is banned from ops for good.");
  await bob.until(({ userEvents }) => userEvents.some(({ body }) => body.case === "channelGone"));
  expect(cells(await done("audit", "--channel", "ops", "--limit", "1"))[1]).toEqual([
    expect.any(String),
    expect.stringMatching(/^\d{4}-.*Z$/),
    "0",
    "member.ban",
    "1",
    "2",
    '{"until":0,"reason":"spam"}',
  ]);
  expect(await done("unban", "ops", "bob")).toBe("bob is not banned from ops.");
  await ann.ask({ case: "addMembers", value: { channel: 1, users: [2] } });
});

test("[O12.3] the server's settings are shown and changed one by one", async () => {
  await ann.ask({ case: "createChannel", value: { name: "general" } });
  await done("settings", "set", "default-channels", "general");
  await done("settings", "set", "restrict-channel-creation", "true");
  const shown = cells(await done("settings", "set", "edit-minutes", "15"));
  expect(shown).toContainEqual(["default-channels", "2"]);
  expect(cells(await done("settings", "get"))).toEqual(shown);
  const read = await bob.ask({ case: "getSettings", value: {} });
  expect(read).toMatchObject({ case: "settings", value: { editMinutes: 15, restrictChannelCreation: true } });
});

test("[O12.4] what can't be done is said in one sentence: with exit code 1, wrong usage with 2", async () => {
  const cases: [args: string[], stderr: string | RegExp, code: number][] = [
    [
      ["channel", "archive", "nowhere"],
      'There is no channel nowhere: see "hubbub channel list" for names and ids.',
      1,
    ],
    [["ban", "ops", "nobody"], "There is no user nobody here, or they have never signed in.", 1],
    [["channel", "role", "ops", "ann", "member"], /^A channel keeps an owner/, 1],
    [["settings", "set", "colour", "red"], /^There is no setting colour/, 1],
    [["settings", "set", "edit-minutes", "many"], "edit-minutes must be a whole number.", 1],
    [["channel", "role", "ops", "ann", "king"], /Allowed choices are guest, member, moderator, owner/, 2],
  ];
  for (const [args, stderr, code] of cases) {
    const ended = await hubbub(...args);
    expect(ended).toMatchObject({ stdout: "", code });
    expect(ended.stderr.trimEnd()).toMatch(stderr);
    expect(ended.stderr.trimEnd()).not.toContain("\n");
  }
  const elsewhere = Bun.spawn(
    [process.execPath, SCRIPT, "channel", "list", "--data", join(folder.path, "none")],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  expect(await new Response(elsewhere.stderr).text()).toMatch(/^There is no database at .*none/);
  expect(await elsewhere.exited).toBe(1);
});

test("[O12.5] the same on the database of a server that is stopped, or was killed and left its control file", async () => {
  await crowd.close();
  expect(cells(await done("channel", "list"))).toHaveLength(3);
  await removeControlFile(folder.path);
  await done("channel", "role", "ops", "bob", "owner");
  await start();
  const reply = await bob.ask({ case: "listMembers", value: { channel: 1 } });
  expect(reply).toMatchObject({ case: "users", value: { roles: [Role.OWNER, Role.OWNER] } });
});

test("[O12.6] all that is kept of a user is written into one file, and nothing of others", async () => {
  await say(bob, 1, "mine");
  await say(ann, 1, "hers");
  const reported = await ann.ask({ case: "reportMessage", value: { channel: 1, seq: 1, reason: "x" } });
  expect(reported?.case).toBe("error");
  await bob.ask({ case: "setProfile", value: { displayName: "Bobby", title: "", timezone: "" } });
  const file = join(folder.path, "bob.jsonl");
  expect(await done("export", "user", "bob", "--out", file)).toMatch(
    /^.*bob\.jsonl: \d+ records of bob, one a line\.$/,
  );
  const text = await Bun.file(file).text();
  const records = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(records).toContainEqual(
    expect.objectContaining({ type: "profile", name: "Bob", display_name: "Bobby" }),
  );
  expect(records).toContainEqual(expect.objectContaining({ type: "membership", channel: 1, name: "ops" }));
  expect(records).toContainEqual(
    expect.objectContaining({
      type: "event",
      channel: 1,
      kind: "message",
      said: expect.objectContaining({ text: "mine" }),
      at: expect.any(Number),
    }),
  );
  expect(text).not.toContain("hers");
  expect((await hubbub("export", "user", "bob", "--out", file)).stderr).toContain("is never overwritten");
});

test("[O12.7] a user's messages are deleted for good, all over the logs, and the profile is emptied", async () => {
  for (let i = 0; i < 230; i++) await say(bob, 1, `secret ${i}`);
  const count = 231;
  expect(await done("delete-user-data", "bob")).toStartWith(`${count} messages of bob are deleted`);
  const history = async (after: number) => {
    const body = await ann.ask({ case: "history", value: { channel: 1, after, limit: 500 } });
    return body?.case === "events" ? body.value : undefined;
  };
  let after = 0;
  const texts: string[] = [];
  for (let page = await history(0); page && page.events.length > 0; page = await history(after)) {
    for (const { body } of page.events) if (body.case === "message") texts.push(body.value.text);
    after = page.events.at(-1)!.seq;
  }
  expect(texts.filter((text) => text !== "")).toEqual(["hers"]);
  const users = await ann.ask({ case: "getUsers", value: { ids: [2] } });
  expect(users).toMatchObject({ case: "users", value: { users: [{ name: "Bob", displayName: "" }] } });
  expect((await done("delete-user-data", "bob")).slice(0, 2)).toBe("0 ");
});

test("[O12.8] reports are shown with what was said", async () => {
  await say(bob, 1, "rude words");
  const page = await ann.ask({ case: "history", value: { channel: 1, before: 1_000_000, limit: 1 } });
  const seq = page?.case === "events" ? page.value.head : 0;
  await ann.ask({ case: "reportMessage", value: { channel: 1, seq, reason: "rude" } });
  expect(cells(await done("reports"))[1]).toEqual([
    "1",
    expect.any(String),
    "1",
    "1",
    String(seq),
    "open",
    "rude",
    "rude words",
  ]);
});
