import { expect, test } from "bun:test";

import type { Init, MessageState } from "@hubbub/protocol";

import { ClientState, Hubbub, type MessageView } from "../src/index.ts";
import type { ScriptedChannel } from "./scripted-log.ts";
import { pageOf, unreadOf } from "./scripted-messages.ts";
import { type Faults, ScriptedServer } from "./scripted-server.ts";
import { quick, randomOf } from "./setup.ts";

const SEEDS = 24;
const STEPS = 80;
const ME = 1;
/** Under HUBBUB_FUZZ_SEED only this one is run. */
const only = Number(process.env["HUBBUB_FUZZ_SEED"] ?? 0);

/** Everything goes wrong, each with its own small chance. */
function faultsOf(random: () => number): Faults {
  const chance = (share: number) => random() < share;
  const skip = () => (chance(0.08) ? (chance(0.5) ? "gap" : "silence") : undefined);
  return {
    cut: () => chance(0.03),
    refuse: ({ body }) =>
      body.case !== "authenticate" && chance(0.04) ? { name: "rate_limited", retryAfterMs: 1 } : undefined,
    delay: () => (chance(0.3) ? Bun.sleep(random() * 6) : undefined),
    skip,
    skipOwn: skip,
    repeat: () => chance(0.1),
  };
}

/** Somebody does something to a channel: writes, answers, edits, deletes, reacts, pins. */
function happen(server: ScriptedServer, channel: ScriptedChannel, random: () => number): void {
  const user = 1 + Math.floor(random() * 4);
  const messages = channel.events.filter(({ body }) => body.case === "message");
  const target = messages[Math.floor(random() * messages.length)];
  const does = Math.floor(random() * 10);
  if (does < 3 || target === undefined) {
    const mentions = random() < 0.3 ? [ME] : [];
    server.log(channel, user, {
      case: "message",
      value: { text: `m${channel.head}`, mentions, mentionsHere: random() < 0.05 },
    });
  } else if (does === 3) {
    const thread = target.body.case === "message" ? target.body.value.thread || target.seq : 0;
    const inChannel = random() < 0.3;
    server.log(channel, user, { case: "message", value: { text: `r${channel.head}`, thread, inChannel } });
  } else {
    const { seq } = target;
    const emoji = random() < 0.5 ? "👍" : "🎉";
    const value = { channel: channel.id, seq, emoji, text: `e${channel.head}`, clientId: "" };
    const command = (
      ["editMessage", "deleteMessage", "addReaction", "addReaction", "removeReaction", "pinMessage"] as const
    )[does - 4];
    if (command !== undefined) server.change(channel, user, { case: command, value });
  }
}

/** Waits until it holds, or long enough. */
async function settled(holds: () => boolean): Promise<void> {
  for (let times = 0; times < 500 && !holds(); times++) await Bun.sleep(10);
}

/** What a message is, in the same form from both sides. */
const plain = (state: Init<MessageState>) => ({
  seq: state.seq,
  text: state.message?.text ?? "",
  deleted: state.message?.deleted ?? false,
  edited: (state.editedAt ?? 0) > 0,
  reactions: (state.reactions ?? []).map(({ emoji, users }) => [emoji, users]),
  replies: [state.replies?.count ?? 0, state.replies?.lastSeq ?? 0, state.replies?.users ?? []],
  pinnedBy: state.pinnedBy ?? 0,
});

/** What the server would answer for the range that a view shows. */
function expected(channel: ScriptedChannel, view: MessageView) {
  const { messages } = view.current;
  const query = { thread: view.thread, before: 0, around: 0, limit: 1000 };
  const { messages: all = [] } = pageOf(channel.events, { ...query, after: (messages[0]?.seq ?? 1) - 1 });
  const last = view.current.moreAfter ? (messages.at(-1)?.seq ?? 0) : Infinity;
  return all.filter(({ seq = 0 }) => seq <= last).map(plain);
}

async function run(seed: number): Promise<void> {
  const random = randomOf(seed);
  using server = new ScriptedServer();
  server.pageMost = 5 + Math.floor(random() * 30);
  server.missedMost = Math.floor(random() * 20);
  const names = ["a", "b", "c"];
  const channels = names.map((name) => server.channel(name));
  for (const channel of channels) {
    server.join(channel, { id: ME, name: "ann" });
    for (let times = random() * 30; times > 0; times--) happen(server, channel, random);
  }
  const client = Hubbub.open({ ...quick(server), requestTimeoutMs: 300, reconnect: { baseMs: 1, capMs: 5 } });
  const state = new ClientState(client);
  await state.ready;
  server.faults = faultsOf(random);
  const views: MessageView[] = [];
  const look = (channel: ScriptedChannel) => {
    const root = channel.events.find(({ body }) => body.case === "message" && (body.value.thread ?? 0) === 0);
    const thread = random() < 0.3 ? (root?.seq ?? 0) : 0;
    const around = random() < 0.3 ? 1 + Math.floor(random() * channel.head) : 0;
    views.push(state.view(channel.id, { thread, around, pageSize: 10, most: 40 }));
  };
  for (let step = 0; step < STEPS; step++) {
    const channel = channels[Math.floor(random() * channels.length)] as ScriptedChannel;
    happen(server, channel, random);
    if (random() < 0.15) look(channel);
    const view = views[Math.floor(random() * views.length)];
    const does = random();
    if (does < 0.05) void view?.loadBefore();
    else if (does < 0.1) void view?.loadAfter();
    else if (does < 0.13) void view?.jump(1 + Math.floor(random() * channel.head));
    else if (does < 0.16) void view?.toNewest();
    else if (does < 0.2) state.markRead(channel.id, Math.floor(random() * (channel.head + 1)));
    else if (does < 0.22) server.mark(ME, channel, Math.floor(random() * (channel.head + 1)));
    if (random() < 0.03) server.cutAll();
    if (random() < 0.3) await Bun.sleep(random() * 4);
  }
  server.faults = {};
  state.flush();
  // The last event of each comes through, and shows what was left out.
  for (const channel of channels) server.log(channel, 3, { case: "message", value: { text: "end" } });
  server.mark(ME, channels[0] as ScriptedChannel, 1);
  const known = () => ({
    views: views.map((view) => view.current.messages.map(plain)),
    unread: channels.map(({ id }) => state.unread.current.channels.get(id)),
  });
  const wanted = () => ({
    views: views.map((view) => expected(server.channels.get(view.channel) as ScriptedChannel, view)),
    unread: channels.map(({ id, events }) => unreadOf(events, ME, server.user(ME).read.get(id) ?? 0)),
  });
  await settled(() => Bun.deepEquals(known(), wanted()));
  expect(known()).toEqual(wanted());
  for (const view of views) view.close();
  client.close();
}

for (let seed = 1; seed <= SEEDS; seed++) {
  test.concurrent.skipIf(only !== 0 && only !== seed)(
    `[K24.1] whatever the wire does, views and unread counts end as the server has them (seed ${seed})`,
    () => run(seed),
    20_000,
  );
}
