import { afterEach, beforeEach, expect, test } from "bun:test";

import { type Crowd, startCrowd } from "@hubbub/devkit";
import { ChannelKind, LIMITS, Role, type ServerSettings } from "@hubbub/protocol";

import { expectError, valueOf } from "./clients.ts";
import { channelWith, connectPerson, type Person } from "./people.ts";
import { tempFolder } from "./temp-folder.ts";

let crowd: Crowd;
let admin: Person, ann: Person;

beforeEach(async () => {
  crowd = await startCrowd();
  admin = await connectPerson(crowd, 1, { admin: true });
  ann = await connectPerson(crowd, 2);
});
afterEach(() => crowd.close());

const DEFAULTS: ServerSettings = {
  name: "Hubbub",
  defaultChannels: [],
  restrictChannelCreation: false,
  editMinutes: 0,
  retentionDays: 0,
  hideReceipts: false,
  linkPreviews: true,
};
const set = (person: Person, settings: Partial<ServerSettings>) =>
  person.ask({ case: "setSettings", value: { settings: { ...DEFAULTS, ...settings } } });
const get = async (person: Person) =>
  valueOf(await person.ask({ case: "getSettings", value: {} }), "settings");

const signals = (person: Person) => person.frames.flatMap((frame) => frame.signals);
const field = (name: string) => `setSettings.settings.${name}`;
const channelsOf = (person: Person) =>
  person.frames
    .flatMap(({ replies }) => replies)
    .flatMap(({ body }) => (body.case === "welcome" ? body.value.channels : []))
    .map(({ id, mine }) => [id, mine?.role]);

test("[X6.1] administrators set the settings, everybody reads them, and all sessions are told once of several changes", async () => {
  expect(await get(ann)).toEqual(DEFAULTS);
  expectError(await set(ann, { name: "Mine" }), "forbidden");
  const wanted = { ...DEFAULTS, name: "Ours", editMinutes: 15, retentionDays: 365, hideReceipts: true };
  for (const name of ["a", "b", "Ours"]) valueOf(await set(admin, { ...wanted, name }), "settings");
  expect(await get(ann)).toEqual(wanted);
  await ann.until(({ signals: some }) => some.some(({ body }) => body.case === "serverChanged"));
  expect(signals(ann).map(({ body }) => body)).toEqual([
    { case: "serverChanged", value: { settings: true, emoji: false } },
  ]);
  const { entries } = valueOf(await admin.ask({ case: "listAudit", value: {} }), "audit");
  expect(entries.map(({ action }) => action)).toEqual(["settings.set", "settings.set", "settings.set"]);
  expect(JSON.parse(entries[0]!.detail)).toEqual({ name: '"Ours"' });
});

test("[X6.2] settings out of bounds, and default channels that are not public, are refused", async () => {
  expectError(await admin.ask({ case: "setSettings", value: {} }), "invalid", {
    field: "setSettings.settings",
  });
  const limit = LIMITS.serverNameLength;
  expectError(await set(admin, { name: "" }), "invalid", { field: field("name"), limit });
  const tooLarge: [Partial<ServerSettings>, number][] = [
    [{ editMinutes: LIMITS.editMinutes + 1 }, LIMITS.editMinutes],
    [{ retentionDays: LIMITS.retentionDays + 1 }, LIMITS.retentionDays],
    [{ defaultChannels: Array.from({ length: 21 }, (_, i) => i + 1) }, LIMITS.defaultChannels],
  ];
  for (const [settings, most] of tooLarge) {
    const name = field(Object.keys(settings)[0]!);
    expectError(await set(admin, settings), "too_large", { field: name, limit: most });
  }
  const hidden = await channelWith(admin, "hidden", [], { kind: ChannelKind.PRIVATE });
  for (const channel of [hidden, 999]) {
    expectError(await set(admin, { defaultChannels: [channel] }), "not_found", {
      field: field("defaultChannels"),
    });
  }
  expect(await get(ann)).toEqual(DEFAULTS);
});

test("[X6.3] who comes for the first time joins the default channels, once; guests and bots don't", async () => {
  const [general, news, old] = [
    await channelWith(admin, "general"),
    await channelWith(admin, "news"),
    await channelWith(admin, "old"),
  ];
  await admin.logged({
    case: "updateChannel",
    value: { channel: old, change: { case: "archived", value: true } },
  });
  valueOf(await set(admin, { defaultChannels: [news, general, old] }), "settings");
  const joined = [
    [general, Role.MEMBER],
    [news, Role.MEMBER],
  ];
  const cem = await connectPerson(crowd, 10);
  expect(channelsOf(cem)).toEqual(joined);
  await cem.ask({ case: "leaveChannel", value: { channel: news } });
  expect(channelsOf(await connectPerson(crowd, 10))).toEqual([joined[0]!]);
  expect(channelsOf(await connectPerson(crowd, 11, { guest: true }))).toEqual([]);
  expect(channelsOf(await connectPerson(crowd, 12, { bot: true }))).toEqual([]);
  expect(channelsOf(await connectPerson(crowd, ann.id))).toEqual([]);
});

test("[X6.4] creating public channels can be left to administrators; private ones are free", async () => {
  valueOf(await set(admin, { restrictChannelCreation: true }), "settings");
  expectError(await ann.ask({ case: "createChannel", value: { name: "open" } }), "forbidden");
  await channelWith(ann, "closed", [], { kind: ChannelKind.PRIVATE });
  await channelWith(admin, "open");
});

test("[X6.5] settings and word rules are in force again after a restart", async () => {
  using folder = tempFolder();
  const first = await startCrowd({ data: folder.path });
  const boss = await connectPerson(first, 1, { admin: true });
  valueOf(await set(boss, { name: "Kept" }), "settings");
  const rule = { pattern: "darn", action: 2 };
  valueOf(await boss.ask({ case: "addWordRule", value: rule }), "wordRule");
  const channel = await channelWith(boss, "kept");
  await first.close();
  const second = await startCrowd({ data: folder.path });
  try {
    const again = await connectPerson(second, 1, { admin: true });
    expect(await get(again)).toEqual({ ...DEFAULTS, name: "Kept" });
    const body = { case: "send", value: { channel, clientId: "1", text: "Darn it" } } as const;
    valueOf(await again.ask(body), "sent");
    const { events } = valueOf(await again.ask({ case: "history", value: { channel, after: 2 } }), "events");
    expect(events[0]!.body).toMatchObject({ case: "message", value: { text: "**** it" } });
  } finally {
    await second.close();
  }
});
