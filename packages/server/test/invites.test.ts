import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Crowd, startCrowd } from "@hubbub/devkit";
import { LIMITS, Role } from "@hubbub/protocol";

import { expectError, send, valueOf } from "./clients.ts";
import { channelWith, connectPerson, type Person, PRIVATE } from "./people.ts";

let crowd: Crowd;
let [ann, bob] = [] as unknown as [Person, Person];

beforeAll(async () => {
  crowd = await startCrowd();
  [ann, bob] = [await connectPerson(crowd, 1), await connectPerson(crowd, 2)];
});
afterAll(() => crowd.close());

const invite = async (person: Person, channel: number, more = {}) =>
  valueOf(await person.ask({ case: "createInvite", value: { channel, ...more } }), "invite");
const joinBy = (person: Person, code: string) => person.ask({ case: "joinByInvite", value: { code } });
const get = (person: Person, code: string) => person.ask({ case: "getInvite", value: { code } });
const GONE = { field: "getInvite.code" };

test("[H4.1] whoever has the code of an invitation sees what it is for, and joins, with the role that it says", async () => {
  const channel = await channelWith(ann, "by invitation", [], PRIVATE);
  const made = await invite(ann, channel, { role: Role.GUEST });
  expect(made).toMatchObject({ channel, channelName: "by invitation", user: 1, maxUses: 0, uses: 0 });
  expect(made.code).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(made.expiresAt - Date.now()).toBeWithin(LIMITS.inviteDefaultMs - 60_000, LIMITS.inviteDefaultMs + 1);
  const visitor = await connectPerson(crowd, 10);
  expect(await get(visitor, made.code)).toEqual({ case: "invite", value: made });
  const joined = valueOf(await joinBy(visitor, made.code), "channel");
  expect(joined).toMatchObject({ id: channel, member: true, mine: { role: Role.GUEST } });
  valueOf(await visitor.ask(send(channel, "hi")), "sent");
  const guest = await connectPerson(crowd, 11, { guest: true });
  const other = await invite(ann, channel);
  expect(valueOf(await joinBy(guest, other.code), "channel").mine?.role).toBe(Role.GUEST);
});

test("[H4.2] of many who use an invitation at once, as many join as it allows; a member uses nothing up", async () => {
  const channel = await channelWith(ann, "few", [bob], PRIVATE);
  const { code } = await invite(ann, channel, { maxUses: 3 });
  valueOf(await joinBy(bob, code), "channel");
  const crowdOf = await Promise.all([20, 21, 22, 23, 24, 25].map((id) => connectPerson(crowd, id)));
  const answers = await Promise.all(crowdOf.map((person) => joinBy(person, code)));
  expect(answers.filter((body) => body?.case === "channel")).toHaveLength(3);
  for (const body of answers.filter((answer) => answer?.case === "error")) expectError(body, "not_found");
  expectError(await get(ann, code), "not_found", GONE);
});

test("[H4.3] an invitation ends at its time, when it is revoked, and when who made it is removed", async () => {
  const channel = await channelWith(ann, "ending", [bob], PRIVATE);
  const soon = await invite(ann, channel, { expiresAt: Date.now() + 150 });
  const [mine, his] = [await invite(ann, channel), await invite(bob, channel)];
  const list = async (person: Person) =>
    valueOf(await person.ask({ case: "listInvites", value: { channel } }), "invites").invites.map(
      ({ code }) => code,
    );
  expect(await list(bob)).toEqual([his.code]);
  expect((await list(ann)).toSorted()).toEqual([soon, mine, his].map(({ code }) => code).toSorted());
  expectError(await bob.ask({ case: "revokeInvite", value: { code: mine.code } }), "forbidden");
  valueOf(await ann.ask({ case: "revokeInvite", value: { code: mine.code } }), "done");
  expectError(await get(bob, mine.code), "not_found", GONE);
  await ann.logged({ case: "removeMember", value: { channel, user: bob.id } });
  expectError(await joinBy(bob, his.code), "not_found");
  while (Date.now() <= soon.expiresAt) await Bun.sleep(soon.expiresAt - Date.now() + 1);
  expectError(await joinBy(bob, soon.code), "not_found");
  expect(await list(ann)).toEqual([]);
});

test("[H4.4] an invitation ends within a year, makes guests and members only, and a channel has 100 at a time", async () => {
  const channel = await channelWith(ann, "bounds");
  const ask = (value: object) => ann.ask({ case: "createInvite", value: { channel, ...value } });
  const field = "createInvite.expiresAt";
  for (const expiresAt of [1, Date.now() + LIMITS.inviteMs + 1e6]) {
    const { name, field: named } = valueOf(await ask({ expiresAt }), "error");
    expect({ name, named }).toEqual({ name: "invalid", named: field });
  }
  expectError(await ask({ role: Role.MODERATOR }), "invalid", { field: "createInvite.role" });
  const limit = LIMITS.invitesPerChannel;
  for (let i = 0; i < limit; i++) valueOf(await ask({}), "invite");
  expectError(await ask({}), "too_large", { limit });
});

test("[H4.5] who is banned does not join by an invitation, nor anybody an archived channel", async () => {
  const channel = await channelWith(ann, "kept out");
  const { code } = await invite(ann, channel);
  await ann.logged({ case: "ban", value: { channel, user: bob.id } });
  expectError(await joinBy(bob, code), "banned");
  await ann.logged({ case: "updateChannel", value: { channel, change: { case: "archived", value: true } } });
  expectError(await joinBy(await connectPerson(crowd, 40), code), "archived");
});
