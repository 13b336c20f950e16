import { expect, test } from "bun:test";
import { join } from "node:path";

import { Accounts, type Channel, Hubbub, MemorySession } from "@hubbub/client";
import { SeedRandom, startStack, temporaryFolder } from "@hubbub/devkit";

import { type Exported, exportOf, importInto, type Line } from "./transfer-setup.ts";

const SEED = Number(process.env["HUBBUB_FUZZ_SEED"] ?? 7);
const STEPS = 220;
const NAMES = ["ann", "Bob B.", "émile", "ann.b"];
const TEXTS = [
  "hello",
  "@ann look",
  "@Bob B. and @émile!",
  "*fine* `@ann`",
  "@channel wake up",
  "👍 日本語",
  "a\nb",
];
const EMOJI = ["👍", "🎉", ":party:", "❤️"];

const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Makes a chat on a real server, by what users do in an order that the seed decides. */
async function makeChat(data: string, random: SeedRandom): Promise<void> {
  const stack = await startStack({ data });
  const clients: Hubbub[] = [];
  try {
    for (const name of NAMES) {
      const signedUp = await new Accounts(stack.url).signup({ name, password: "correct horse" });
      clients.push(await Hubbub.connect({ url: stack.url, session: new MemorySession(signedUp) }));
    }
    const [ann, bob, emile] = clients as [Hubbub, Hubbub, Hubbub];
    await decorate(ann);
    const open = await ann.channels.create({ name: "general", topic: "All", description: "Of us" });
    const closed = await bob.channels.create({
      name: "Pläne 🗺",
      kind: 2,
      members: [ann.me!.id, emile.me!.id],
    });
    const direct = await ann.channels.openDirect([bob.me!.id, emile.me!.id]);
    for (const client of clients.slice(1)) await client.join("general");
    await closed.update({ slowModeS: 0, retentionDays: 30 });
    const rooms = [open, closed, direct].map((channel) => ({ id: channel.id, sent: [] as number[] }));
    for (let step = 0; step < STEPS; step++) {
      const room = random.pick(rooms);
      const members = room.id === open.id ? clients : [ann, bob, emile];
      const channel = await random.pick(members).join(room.id);
      // What is refused (another's message, a deleted one, twice the same) is part of it.
      await act(channel, room.sent, random, ann).catch(ignoreRefusal);
    }
    await open.setPreferences(3, true);
    await closed.update({ archived: true });
  } finally {
    for (const client of clients) client.close();
    await stack.close();
  }
}

async function decorate(ann: Hubbub): Promise<void> {
  const picture = await ann.upload(new File([PIXEL], "me.png"));
  const party = await ann.upload(new File([PIXEL], "party.png"));
  await ann.profile.set({
    displayName: "Ann Lee",
    title: "Dr.",
    timezone: "Europe/Zurich",
    avatar: picture.id,
  });
  await ann.profile.setStatus({ emoji: "🚋", text: "on a train", until: 0 });
  await ann.profile.setPreferences({ keywords: ["train"], mailAfterMinutes: 30 });
  await ann.server.createEmoji("party", party.id);
}

async function act(channel: Channel, sent: number[], random: SeedRandom, ann: Hubbub): Promise<void> {
  const seq = sent.length > 0 ? random.pick(sent) : 0;
  const does = seq === 0 ? 0 : random.below(16);
  const message = channel.message(seq);
  if (does < 4) sent.push((await channel.send(random.pick(TEXTS))).seq);
  else if (does < 7)
    sent.push((await message.reply(random.pick(TEXTS), { inChannel: random.below(3) === 0 })).seq);
  else if (does === 7) await message.edit(random.pick(TEXTS));
  else if (does === 8 && random.below(2) === 0) await message.delete();
  else if (does < 11) await message.react(random.pick(EMOJI));
  else if (does === 11) await message.unreact(random.pick(EMOJI));
  else if (does === 12) await (random.below(3) > 0 ? message.pin() : message.unpin());
  else if (does === 13)
    await (random.below(2) === 0 ? message.unfollow() : channel.markRead(seq, { thread: seq }));
  else if (does === 14) await channel.markUnread(seq);
  else {
    const file = await ann.upload(new File([`file ${random.below(5)}`], "notes.txt"));
    const hers = await ann.join(channel.id);
    sent.push((await hers.send(random.below(2) === 0 ? "" : "with a file", { files: [file.id] })).seq);
  }
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof Error && error.name === "RefusedError")) throw error;
}

/** The chat without the ids that a server gives: places in their order instead. */
function withoutIds(chat: Exported): unknown {
  const names = new Map(chat.users.map(({ id, name }) => [id, name]));
  return {
    users: chat.users.map(({ id: _id, ...user }) => plain(user, names, new Map())),
    emoji: chat.emoji.map((emoji) => plain(emoji, names, new Map())),
    channels: chat.channels.map(({ id: _id, ...channel }) => {
      const places = new Map(channel.messages.map(({ id }, at) => [id, at + 1]));
      const { members = [] } = channel as Line;
      return {
        ...(plain(channel, names, places) as object),
        members: (members as unknown[]).map((id) => names.get(id)),
      };
    }),
  };
}

const USERS = new Set(["user", "createdBy"]);
const MESSAGES = new Set(["id", "thread", "read", "message"]);

function plain(
  value: unknown,
  names: ReadonlyMap<unknown, unknown>,
  places: ReadonlyMap<unknown, number>,
): unknown {
  if (Array.isArray(value)) return value.map((one) => plain(one, names, places));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      if (USERS.has(name)) return [name, names.get(field)];
      if (name === "mentions") return [name, (field as unknown[]).map((id) => names.get(id))];
      // Of a file an id says nothing; its bytes do.
      if (MESSAGES.has(name) && typeof field === "number")
        return [name, "sha256" in value ? 0 : places.get(field)];
      return [name, plain(field, names, places)];
    }),
  );
}

test(`[I5.1] a chat made on a real server, exported and imported, is the same (seed ${SEED})`, async () => {
  using folder = temporaryFolder();
  const [first, second] = [join(folder.path, "first"), join(folder.path, "second")];
  await Bun.write(join(first, ".keep"), "");
  await makeChat(first, new SeedRandom(SEED));
  const chat = await exportOf(first, join(folder.path, "export"));
  const { findings, tally } = await importInto(second, "hubbub", join(folder.path, "export"));
  expect({ faults: findings.faults, skipped: findings.skipped }).toEqual({ faults: 0, skipped: [] });
  const again = await exportOf(second, join(folder.path, "again"));
  expect(withoutIds(again)).toEqual(withoutIds(chat));
  expect(tally.newMessages).toBeGreaterThan(STEPS / 4);
  // All of it is in there, so that the comparison says something.
  const messages = chat.channels.flatMap((channel) => channel.messages);
  for (const name of ["versions", "reactions", "thread", "inChannel", "mentions", "files", "deleted"]) {
    expect([name, messages.some((message) => name in message)]).toEqual([name, true]);
  }
  expect(chat.channels.flatMap(({ pins }) => pins).length).toBeGreaterThan(1);
}, 30_000);
