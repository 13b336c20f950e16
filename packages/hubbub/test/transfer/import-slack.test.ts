import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";

import { temporaryFolder } from "@hubbub/devkit";

import { type Exported, exportOf, fieldsOf, FIXTURES, type Imported, importInto } from "./transfer-setup.ts";

const folder = temporaryFolder();
const data = join(folder.path, "data");
let done: Imported;
let chat: Exported;

const import_ = (): Promise<Imported> =>
  importInto(data, "slack", join(FIXTURES, "slack"), { files: join(FIXTURES, "slack-files") });
const channel = (name: string) => chat.channels.find((one) => one["name"] === name)!;
const said = (text: string) => channel("general").messages.find((one) => String(one["text"]).includes(text))!;
const idOf = (name: string) => chat.users.find((one) => one["name"] === name)!["id"];

beforeAll(async () => {
  done = await import_();
  chat = await exportOf(data, join(folder.path, "export"));
}, 20_000);
afterAll(() => folder[Symbol.dispose]());

test("[I1.1] Slack's users get accounts without a password, with valid and unique names, which are told", () => {
  expect(fieldsOf(chat.users, "name", "role", "disabled", "bot")).toEqual([
    { name: "ann", role: "member" },
    { name: "bob", role: "member" },
    { name: "Bob-2", role: "member", disabled: true },
    { name: "guest.one", role: "guest" },
    { name: "deploy", role: "member", bot: true },
    { name: "slack-import", role: "member", bot: true },
  ]);
  expect(chat.users[0]).toMatchObject({
    displayName: "Ann",
    title: "Engineer",
    timezone: "Europe/Zurich",
    email: "ann@example.org",
    status: { emoji: "🚋", text: "On a train" },
  });
  expect(done.tally.renamedUsers).toEqual([
    { was: "Bob", is: "Bob-2" },
    { was: "guest\u200b.one", is: "guest.one" },
  ]);
});

test("[I1.2] channels keep their kind, topic, purpose, members and times; direct ones are those of their people", () => {
  expect(fieldsOf(chat.channels, "type", "name", "archived", "members")).toEqual([
    { type: "public", name: "general" },
    { type: "public", name: "random", archived: true },
    { type: "private", name: "plans" },
    { type: "direct", members: [1, 2] },
    { type: "direct", members: [1, 2, 3] },
  ]);
  expect(channel("general")).toMatchObject({
    topic: "All of us",
    description: "For everybody",
    createdBy: idOf("ann"),
    createdAt: 1_700_000_000_000,
  });
  expect(fieldsOf(channel("general").users, "user", "role")).toEqual([
    { user: idOf("ann"), role: "owner" },
    { user: idOf("bob"), role: "member" },
    { user: idOf("Bob-2"), role: "member" },
    { user: idOf("guest.one"), role: "guest" },
  ]);
});

test("[I1.3] messages keep author and time, their markup becomes Markdown, and who is named is mentioned", () => {
  expect(said("Hello")).toMatchObject({
    at: 1_700_000_100_000,
    user: idOf("ann"),
    text: "Hello @bob, see **this** [page](https://example.org/a?b=1&c=2) & #random 🎉 `:tada:`",
    mentions: [idOf("bob")],
  });
  expect(said("who is in?")).toMatchObject({ text: "@channel who is in?", mentionsChannel: true });
  expect(said("waves")["text"]).toBe("_waves_");
  const times = channel("general").messages.map(({ at }) => at as number);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test("[I1.4] threads, broadcasts, edits, reactions and pins are there, in their order", () => {
  const root = said("who is in?");
  expect(said("I am")).toMatchObject({ thread: root["id"] });
  expect(said("I am")).not.toHaveProperty("inChannel");
  expect(said("me too")).toMatchObject({ thread: root["id"], inChannel: true });
  expect(root["versions"]).toEqual([
    { at: 1_700_000_200_000, text: "@channel who is in?" },
    { at: 1_700_000_250_000, text: "@channel who is in?" },
  ]);
  expect(said("Hello")["reactions"]).toEqual([
    { emoji: "👍🏼", user: idOf("bob"), at: 1_700_000_100_000 },
    { emoji: "👍🏼", user: idOf("Bob-2"), at: 1_700_000_100_000 },
    { emoji: ":partyparrot:", user: idOf("bob"), at: 1_700_000_100_000 },
  ]);
  expect(channel("general").pins).toEqual([
    { message: said("Hello")["id"], user: idOf("ann"), at: 1_700_008_000_000 },
    { message: said("two files")["id"], user: idOf("bob"), at: 1_700_009_000_000 },
  ]);
});

test("[I1.5] programs and strangers are shown by their names; a deleted root keeps its thread", () => {
  expect(said("Build 7")).toMatchObject({ user: idOf("slack-import"), alias: { name: "CI", emoji: "🚀" } });
  expect(said("from elsewhere")).toMatchObject({ alias: { name: "Dee Stranger" } });
  const gone = channel("general").messages.find(({ deleted }) => deleted === true)!;
  expect(said("a reply to it")["thread"]).toBe(gone["id"]);
});

test("[I1.6] files come from the folder that was named; of others a link stays in the text", async () => {
  const { text, files } = said("two files") as { text: string; files: { name: string; sha256: string }[] };
  expect(files.map(({ name }) => name)).toEqual(["notes.txt"]);
  const { sha256 } = files[0]!;
  const bytes = Bun.file(join(folder.path, "export", "files", sha256.slice(0, 2), sha256));
  expect(await bytes.text()).toBe("Notes of the meeting\n");
  expect(text).toContain("[gone \\[1\\].png](https://files.slack.com/F0000AAA2/gone.png)");
});

test("[I1.7] what is left out or changed is counted, with why", () => {
  expect(done.findings.faults).toBe(0);
  expect(Object.fromEntries(done.findings.skipped)).toEqual({
    "notices of joining, topics and the like": 1,
    "files that are not in the export: a link stands in their place": 1,
    "threads that are not in the export: their replies stand in the channel": 1,
    "reactions of users who are not in the export": 1,
  });
  expect(said("to a thread of long ago")).not.toHaveProperty("thread");
});

test("[I1.8] members have read everything, and follow the threads that they are in", () => {
  const last = channel("general").messages.at(-1)!["id"];
  expect(channel("general").users.map(({ read }) => read)).toEqual([last, last, last, last]);
  const root = said("who is in?")["id"];
  const followers = channel("general").follows.filter(({ thread }) => thread === root);
  expect(followers.map(({ user }) => user)).toEqual([idOf("ann"), idOf("bob"), idOf("Bob-2")]);
});

test("[I2.1] the same import again changes nothing", async () => {
  const again = await import_();
  expect(again.tally).toMatchObject({ newUsers: 0, newChannels: 0, newMessages: 0, messages: 15 });
  expect(await exportOf(data, join(folder.path, "again"))).toEqual(chat);
});

test("[I2.2] a dry run reads and reports the same, and writes nothing", async () => {
  const nowhere = join(folder.path, "nowhere");
  const dry = await importInto(nowhere, "slack", join(FIXTURES, "slack"), { dryRun: true });
  expect(dry.tally).toMatchObject({ users: 5, channels: 5, messages: 15 });
  expect(await Bun.file(join(nowhere, "hubbub.sqlite")).exists()).toBe(false);
});
