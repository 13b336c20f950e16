import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Crowd, startCrowd } from "@hubbub/devkit";
import { type Command, type Init, LIMITS, Role } from "@hubbub/protocol";

import { expectError, frameOf, replyOf, send, valueOf } from "./clients.ts";
import { channelWith, connectPerson, type Person, promote } from "./people.ts";

let crowd: Crowd;
let ann: Person, mod: Person, bob: Person, admin: Person;

beforeAll(async () => {
  crowd = await startCrowd();
  ann = await connectPerson(crowd, 1);
  mod = await connectPerson(crowd, 2);
  bob = await connectPerson(crowd, 3);
  admin = await connectPerson(crowd, 4, { admin: true });
});
afterAll(() => crowd.close());

/** A public channel of ann, with a moderator and bob. */
async function moderated(name: string, ...others: Person[]): Promise<number> {
  const channel = await channelWith(ann, name, [mod, bob, ...others]);
  await promote(ann, channel, mod, Role.MODERATOR);
  return channel;
}
const ban = (channel: number, { id: user }: Person, more = {}) =>
  ({ case: "ban", value: { channel, user, ...more } }) as const;
const report = (channel: number, seq: number, reason = "rude") =>
  ({ case: "reportMessage", value: { channel, seq, reason } }) as const;
const reportsOf = async (person: Person, value = {}) =>
  valueOf(await person.ask({ case: "listReports", value }), "reports").reports;
const sent = async (person: Person, channel: number, text: string) =>
  valueOf(await person.ask(send(channel, text)), "sent").seq;

test("[X1.1] who is banned is out at once on every connection, and stays out, whatever way they try", async () => {
  const channel = await moderated("banned");
  const phone = await connectPerson(crowd, bob.id);
  for (const person of [bob, phone]) await person.subscribe(channel);
  const commands = Array.from({ length: 100 }, (_, i) => ({ id: 5000 + i, body: send(channel, `${i}`) }));
  bob.raw(frameOf("hubbub.v1.protobuf", ...commands));
  const seq = await mod.logged(ban(channel, bob, { reason: "spam" }));
  await Promise.all(commands.map(({ id }) => replyOf(bob, id)));
  const after = await sent(ann, channel, "quiet again");
  expect(after).toBe(seq + 1);
  for (const person of [bob, phone]) {
    await person.untilGone(channel);
    expect(person.events(channel).at(-1)).toMatchObject({
      seq,
      user: mod.id,
      body: { case: "left", value: { user: bob.id, banned: true } },
    });
  }
  const bodies: Parameters<Person["ask"]>[0][] = [
    send(channel, "x"),
    { case: "joinChannel", value: { channel } },
    { case: "subscribe", value: { channel } },
    { case: "history", value: { channel } },
    { case: "listMembers", value: { channel } },
  ];
  for (const body of bodies) expectError(await bob.ask(body), "banned");
  expectError(await ann.ask({ case: "addMembers", value: { channel, users: [bob.id] } }), "banned");
  const { bans } = valueOf(await mod.ask({ case: "listBans", value: { channel } }), "bans");
  expect(bans).toEqual([{ user: bob.id, until: 0, reason: "spam", by: mod.id, at: expect.any(Number) }]);
  valueOf(await mod.ask({ case: "unban", value: { channel, user: bob.id } }), "done");
  await bob.join(channel);
  await sent(bob, channel, "sorry");
});

test("[X1.2] a ban ends at its time; who only reads is banned, too, and their subscription ends", async () => {
  const channel = await moderated("for a while");
  const reader = await connectPerson(crowd, 10);
  await reader.subscribe(channel);
  const until = Date.now() + 200;
  expect(await mod.logged(ban(channel, reader, { until }))).toBe(0);
  await reader.untilGone(channel);
  expectError(await reader.ask({ case: "joinChannel", value: { channel } }), "banned");
  await sent(ann, channel, "not for the reader");
  while (Date.now() <= until) await Bun.sleep(until - Date.now() + 1);
  await reader.join(channel);
  expect(reader.events(channel)).toEqual([]);
  expect(valueOf(await mod.ask({ case: "listBans", value: { channel } }), "bans").bans).toEqual([]);
});

test("[X1.3] a ban in the past, with too long a reason, or of nobody is refused", async () => {
  const channel = await moderated("bad bans");
  const limit = LIMITS.reasonLength;
  expectError(await mod.ask(ban(channel, bob, { until: 1 })), "invalid", { field: "ban.until" });
  expectError(await mod.ask(ban(channel, bob, { reason: "x".repeat(limit + 1) })), "too_large", {
    field: "ban.reason",
    limit,
  });
  expectError(await mod.ask({ case: "ban", value: { channel, user: 999 } }), "not_found");
});

test("[X2.1] who is muted reads on and can't send, on any connection, until it ends or is ended", async () => {
  const channel = await moderated("muted");
  const phone = await connectPerson(crowd, bob.id);
  await bob.subscribe(channel);
  const mute = (until: number) => ({ case: "mute", value: { channel, user: bob.id, until } }) as const;
  const until = Date.now() + 3_600_000;
  const seq = await mod.logged(mute(until));
  for (const person of [bob, phone]) {
    const { name, retryAfterMs } = valueOf(await person.ask(send(channel, "x")), "error");
    expect(name).toBe("muted");
    expect(retryAfterMs).toBeWithin(3_000_000, 3_600_001);
  }
  await bob.untilSeq(channel, seq);
  expect(bob.events(channel).at(-1)!.body).toEqual({
    case: "memberChanged",
    value: { user: bob.id, role: Role.MEMBER, mutedUntil: until },
  });
  await mod.logged(mute(0));
  await sent(bob, channel, "again");
  const soon = Date.now() + 150;
  await mod.logged(mute(soon));
  while (Date.now() <= soon) await Bun.sleep(soon - Date.now() + 1);
  await sent(phone, channel, "by itself");
  expectError(await mod.ask(mute(1)), "invalid", { field: "mute.until" });
});

test("[X2.2] nothing of who is muted, and nothing at all in an archived channel, follows the event of it, though it was on its way", async () => {
  const channel = await moderated("under way");
  const flood = (from: number) => {
    const commands = Array.from({ length: 200 }, (_, i) => ({ id: from + i, body: send(channel, `${i}`) }));
    bob.raw(frameOf("hubbub.v1.protobuf", ...commands));
    return Promise.all(commands.map(({ id }) => replyOf(bob, id)));
  };
  const muting = { case: "mute", value: { channel, user: bob.id, until: Date.now() + 1e6 } } as const;
  const archiving = {
    case: "updateChannel",
    value: { channel, change: { case: "archived", value: true } },
  } as const;
  for (const [i, body] of [muting, archiving].entries()) {
    if (body === archiving) await mod.logged({ case: "mute", value: { channel, user: bob.id, until: 0 } });
    const flooded = flood(10_000 * (i + 1));
    const seq = await ann.logged(body);
    await flooded;
    expect(
      valueOf(await ann.ask({ case: "history", value: { channel, after: seq } }), "events").events,
    ).toEqual([]);
  }
});

test("[X3.1] a report reaches who moderates the channel, and administrators, with the message; once for each who reports", async () => {
  const channel = await moderated("reports");
  const seq = await sent(bob, channel, "something rude");
  for (let i = 0; i < 2; i++) valueOf(await ann.ask(report(channel, seq)), "done");
  valueOf(await mod.ask(report(channel, seq, "indeed")), "done");
  const expected = [
    {
      channel,
      by: mod.id,
      reason: "indeed",
      message: { seq, user: bob.id, message: { text: "something rude" } },
    },
    { channel, by: ann.id, reason: "rude" },
  ];
  for (const person of [ann, mod, admin]) {
    const reports = await reportsOf(person);
    expect(reports.filter((one) => one.channel === channel)).toMatchObject(expected);
  }
  expect((await reportsOf(bob)).filter((one) => one.channel === channel)).toEqual([]);
  const all = await reportsOf(admin, { limit: 100 });
  const [first, second] = all as [(typeof all)[0], (typeof all)[0]];
  expect(await reportsOf(admin, { limit: 1 })).toEqual([first]);
  expect(await reportsOf(admin, { before: first.id, limit: 1 })).toEqual([second]);
});

test("[X3.2] resolving a report closes all of its message, with a note, for who moderates the channel only", async () => {
  const channel = await moderated("resolved");
  const seq = await sent(bob, channel, "rude");
  for (const person of [ann, mod]) await person.ask(report(channel, seq));
  const [first] = await reportsOf(mod);
  const resolve = { case: "resolveReport", value: { id: first!.id, note: "talked to them" } } as const;
  expectError(await bob.ask(resolve), "forbidden");
  expectError(await (await connectPerson(crowd, 30)).ask(resolve), "not_found");
  valueOf(await mod.ask(resolve), "done");
  const here = (await reportsOf(mod, { all: true })).filter((one) => one.channel === channel);
  expect(here.map(({ closedBy, note }) => [closedBy, note])).toEqual([
    [mod.id, "talked to them"],
    [mod.id, "talked to them"],
  ]);
  expect((await reportsOf(mod)).some((one) => one.channel === channel)).toBeFalse();
});

test("[X3.4] resolving a report can delete the message for good, which the audit log says, as it does of every other's message that is deleted", async () => {
  const channel = await moderated("deleted");
  const [first, second] = [await sent(bob, channel, "very rude"), await sent(bob, channel, "rude, too")];
  await ann.ask(report(channel, first));
  const [open] = await reportsOf(mod);
  const value = { id: open!.id, deleteMessage: true, note: "" };
  valueOf(await mod.ask({ case: "resolveReport", value }), "done");
  await ann.logged({ case: "deleteMessage", value: { channel, seq: second } });
  const [closed] = await reportsOf(mod, { all: true });
  expect(closed).toMatchObject({
    closedBy: mod.id,
    message: { seq: first, message: { text: "", deleted: true } },
  });
  const { entries } = valueOf(await ann.ask({ case: "listAudit", value: { channel, limit: 3 } }), "audit");
  expect(entries.map(({ actor, action, target }) => [actor, action, target])).toEqual([
    [ann.id, "message.delete", second],
    [mod.id, "report.resolve", first],
    [mod.id, "message.delete", first],
  ]);
});

test("[X3.3] only messages are reported, with a reason; a message of a direct channel comes to administrators", async () => {
  const channel = await moderated("no message");
  expectError(await bob.ask(report(channel, 1)), "not_found");
  expectError(await bob.ask(report(channel, 999)), "not_found");
  const seq = await sent(bob, channel, "x");
  expectError(await bob.ask(report(channel, seq, "")), "invalid", { field: "reportMessage.reason" });
  const direct = valueOf(await ann.ask({ case: "openDirect", value: { users: [bob.id] } }), "channel").id;
  valueOf(await bob.ask(report(direct, await sent(ann, direct, "psst"))), "done");
  expect((await reportsOf(admin))[0]).toMatchObject({
    channel: direct,
    message: { message: { text: "psst" } },
  });
});

test("[X5.1] every administrative act stands in the audit log: owners see their channel's, administrators all", async () => {
  const channel = await moderated("audited");
  await mod.logged(ban(channel, bob, { reason: "spam" }));
  valueOf(await mod.ask({ case: "unban", value: { channel, user: bob.id } }), "done");
  await ann.logged({ case: "updateChannel", value: { channel, change: { case: "slowModeS", value: 9 } } });
  const list = async (person: Person, value = {}) =>
    valueOf(await person.ask({ case: "listAudit", value: { channel, ...value } }), "audit");
  const { entries, more } = await list(ann);
  expect(entries.map(({ actor, action, target }) => [actor, action, target])).toEqual([
    [ann.id, "channel.slow_mode", 0],
    [mod.id, "member.unban", bob.id],
    [mod.id, "member.ban", bob.id],
    [ann.id, "member.role", mod.id],
  ]);
  expect(JSON.parse(entries[2]!.detail)).toEqual({ until: 0, reason: "spam" });
  expect(more).toBeFalse();
  expect(await list(admin)).toEqual({ entries, more });
  expect(await list(ann, { limit: 1 })).toEqual({ entries: entries.slice(0, 1), more: true });
  expect(await list(ann, { before: entries[0]!.id, limit: 3 })).toEqual({
    entries: entries.slice(1),
    more: false,
  });
  const of = async (action: string) => (await list(ann, { action })).entries.map((entry) => entry.action);
  expect(await of("member.")).toEqual(["member.unban", "member.ban", "member.role"]);
  expect(await of("member.ban")).toEqual(["member.ban"]);
  expect(await of("%")).toEqual([]);
  expectError(await mod.ask({ case: "listAudit", value: { channel } }), "forbidden");
  expectError(await ann.ask({ case: "listAudit", value: {} }), "forbidden");
});

test("[X5.2] an act that is refused leaves nothing in the audit log", async () => {
  const channel = await moderated("refused acts");
  const before = valueOf(await ann.ask({ case: "listAudit", value: { channel } }), "audit");
  expectError(await mod.ask(ban(channel, ann)), "forbidden");
  expectError(await bob.ask(ban(channel, mod)), "forbidden");
  expect(valueOf(await ann.ask({ case: "listAudit", value: { channel } }), "audit")).toEqual(before);
});

const SINCE: [what: string, command: (channel: number) => Init<Command>["body"]][] = [
  [
    "its user was muted",
    (channel) => ({ case: "mute", value: { channel, user: bob.id, until: Date.now() + 60_000 } }),
  ],
  ["its user was banned", (channel) => ban(channel, bob)],
  [
    "the channel was archived",
    (channel) => ({ case: "updateChannel", value: { channel, change: { case: "archived", value: true } } }),
  ],
];

test.each(SINCE)(
  "[P3.12] a message that comes again after %s is answered as it was",
  async (what, command) => {
    const channel = await moderated(`since ${what}`);
    for (const text of ["plain", "@ann"]) {
      const id = `${what} ${text}`.replaceAll(" ", "-");
      const { seq, at } = valueOf(await bob.ask(send(channel, text, id)), "sent");
      await ann.logged(command(channel));
      expect(valueOf(await bob.ask(send(channel, text, id)), "sent")).toEqual({
        channel,
        seq,
        at,
        repeated: true,
      });
      valueOf(await bob.ask(send(channel, text, `${id}-new`)), "error");
      if (text === "@ann") return;
      await undo(channel, what);
    }
  },
);

/** Lets bob write again. */
async function undo(channel: number, what: string): Promise<void> {
  if (what.includes("muted")) await ann.logged({ case: "mute", value: { channel, user: bob.id, until: 0 } });
  if (what.includes("archived"))
    await ann.logged({
      case: "updateChannel",
      value: { channel, change: { case: "archived", value: false } },
    });
  if (!what.includes("banned")) return;
  valueOf(await ann.ask({ case: "unban", value: { channel, user: bob.id } }), "done");
  valueOf(await bob.ask({ case: "joinChannel", value: { channel } }), "channel");
}
