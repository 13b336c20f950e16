import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";

import { temporaryFolder } from "@hubbub/devkit";

import { type Exported, exportOf, fieldsOf, FIXTURES, type Imported, importInto } from "./transfer-setup.ts";

const folder = temporaryFolder();
const data = join(folder.path, "data");
let done: Imported;
let chat: Exported;

const import_ = (): Promise<Imported> =>
  importInto(data, "mattermost", join(FIXTURES, "mattermost", "import.jsonl"));
const texts = (place: number) => chat.channels[place]!.messages.map(({ text }) => text);
const said = (text: string) => chat.channels[0]!.messages.find((one) => String(one["text"]).includes(text))!;

beforeAll(async () => {
  done = await import_();
  chat = await exportOf(data, join(folder.path, "export"));
}, 20_000);
afterAll(() => folder[Symbol.dispose]());

test("[I3.1] Mattermost's users, bots, teams' channels and direct channels are there, with roles and favourites", () => {
  expect(fieldsOf(chat.users, "name", "displayName", "role", "disabled", "bot")).toEqual([
    { name: "ann", displayName: "Annie", role: "member" },
    { name: "bob.day", displayName: "Bob Day", role: "guest", disabled: true },
    { name: "robot", displayName: "Robot", role: "member", bot: true },
    { name: "mattermost-import", role: "member", bot: true },
  ]);
  expect(fieldsOf(chat.channels, "name", "type", "topic", "archived")).toEqual([
    { name: "town-square", type: "public", topic: "The header" },
    { name: "south-town-square", type: "private", archived: true },
    { type: "direct" },
  ]);
  expect(fieldsOf(chat.channels[0]!.users, "user", "role", "favourite")).toEqual([
    { user: 1, role: "owner", favourite: true },
    { user: 2, role: "guest" },
  ]);
});

test("[I3.2] posts stand in the order of time, whatever their order in the export, with replies between them", () => {
  expect(texts(0)).toEqual([
    "first @channel",
    "second, to @ann. and @nobody, `@ann`",
    "a reply 😄",
    "between",
    "another",
    "> **Build 7**\n> passed",
  ]);
  expect(texts(1)).toEqual(["in the south"]);
  expect(texts(2)).toEqual(["psst"]);
  expect(said("a reply")["thread"]).toBe(said("second")["id"]);
});

test("[I3.3] mentions, edits, reactions, pins, attachments and emoji are there", () => {
  expect(said("second")).toMatchObject({
    mentions: [1],
    versions: [{ at: 1_700_000_002_000 }, { at: 1_700_000_002_500 }],
    reactions: [
      { emoji: "👍", user: 1, at: 1_700_000_003_000 },
      { emoji: ":party:", user: 1, at: 1_700_000_003_001 },
    ],
  });
  expect(said("first")["mentionsChannel"]).toBe(true);
  expect(chat.channels[0]!.pins).toEqual([{ message: said("first")["id"], user: 1, at: 1_700_000_001_000 }]);
  expect(said("a reply")["files"]).toMatchObject([{ name: "agenda.txt", size: 7 }]);
  expect(said("Build 7")["alias"]).toEqual({ name: "CI" });
  expect(chat.emoji).toMatchObject([{ name: "party", file: { name: "party.png", type: "image/png" } }]);
});

test("[I3.4] the same import again changes nothing", async () => {
  expect(done.findings.faults).toBe(0);
  const again = await import_();
  expect(again.tally).toMatchObject({ newUsers: 0, newChannels: 0, newMessages: 0, messages: 8 });
  expect(await exportOf(data, join(folder.path, "again"))).toEqual(chat);
});
