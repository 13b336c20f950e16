import { expect, test } from "bun:test";

import { startCrowd } from "@hubbub/devkit";
import { type MessageState, SUBPROTOCOLS } from "@hubbub/protocol";

import { Random } from "../random.ts";
import { type Deed, MessageModel, type Outcome, seenOf } from "./message-model.ts";
import { MessageView } from "./message-view.ts";
import { Person } from "./people.ts";

const SEED = Number(process.env["HUBBUB_TEST_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const NAMES = new Map([
  ["ann", 1],
  ["bob", 2],
  ["cyd", 3],
]);
const ROUNDS = 160;
/** So often is each done. */
const DEEDS = [
  ...(["send", "send", "reply", "reply", "edit", "edit", "delete"] as const),
  ...(["react", "react", "react", "react", "unreact", "unreact", "pin", "unpin"] as const),
];
const EMOJI = ["👍", "🎉", "❤️"];

/** Something for somebody to do, mostly with messages that are there. */
function anyDeed(random: Random, model: MessageModel): Deed {
  const seqs = [...model.messages.keys()];
  const seq =
    seqs.length === 0 || random.chance(0.03)
      ? random.int(1, 400)
      : random.pick(seqs.slice(-random.pick([3, 10, 40])));
  const emoji = random.pick(EMOJI);
  const text = random.chance(0.3)
    ? `hello @${random.pick(["ann", "bob", "cyd", "nobody"])}`
    : `text ${random.int(1, 5)}`;
  const does = random.pick(DEEDS);
  switch (does) {
    case "send":
      return { does, text, thread: 0, inChannel: false };
    case "reply":
      return { does: "send", text, thread: seq, inChannel: random.chance(0.3) };
    case "edit":
      return { does, seq, text };
    case "react":
    case "unreact":
      return { does, seq, emoji };
    default:
      return { does, seq };
  }
}

/** What came of it, and the event's seq. */
async function perform(
  person: Person,
  channel: number,
  deed: Deed,
): Promise<{ outcome: Outcome; seq: number }> {
  const clientId = crypto.randomUUID();
  const ask = () => {
    switch (deed.does) {
      case "send":
        return person.ask("send", { channel, clientId, ...withoutDoes(deed) });
      case "edit":
        return person.ask("editMessage", { channel, clientId, ...withoutDoes(deed) });
      case "delete":
        return person.ask("deleteMessage", { channel, seq: deed.seq });
      case "pin":
        return person.ask("pinMessage", { channel, seq: deed.seq });
      case "unpin":
        return person.ask("unpinMessage", { channel, seq: deed.seq });
      case "react":
        return person.ask("addReaction", { channel, ...withoutDoes(deed) });
      case "unreact":
        return person.ask("removeReaction", { channel, ...withoutDoes(deed) });
    }
  };
  const answer = await ask();
  if (answer.case === "error") return { outcome: answer.value.name as Outcome, seq: 0 };
  if (answer.case !== "sent" && answer.case !== "logged") throw new Error(`answered with ${answer.case}`);
  const { seq } = answer.value;
  return { outcome: seq === 0 ? "nothing" : "event", seq };
}

function withoutDoes<D extends Deed>({ does: _does, ...rest }: D): Omit<D, "does"> {
  return rest;
}

/** All messages of a channel, in small pages, and of the threads of all that are roots. */
async function allOf(person: Person, channel: number, random: Random): Promise<Map<number, MessageState>> {
  const found = new Map<number, MessageState>();
  const read = async (thread: number) => {
    let after = 1;
    for (let more = true; more;) {
      const page = await person.page(channel, { thread, after, limit: random.int(1, 40) });
      for (const state of page.messages) found.set(state.seq, state);
      after = page.messages.at(-1)?.seq ?? after;
      more = page.moreAfter;
    }
  };
  await read(0);
  for (const { seq, message } of found.values()) if (message?.thread === 0) await read(seq);
  return found;
}

test("[M10.1] whatever users do with messages, at once or one after the other: a page of any time and the events after it read as a page of now, and both as a simple model", async () => {
  console.log(`any commands: HUBBUB_TEST_SEED=${SEED}`);
  const random = new Random(SEED);
  const crowd = await startCrowd();
  try {
    const arrive = (id: number, name: string, i: number) =>
      Person.arrive(crowd, id, { name }, SUBPROTOCOLS[i % 2]!);
    const people = await Promise.all(
      [...NAMES].flatMap(([name, id]) => [arrive(id, name, 0), arrive(id, name, 1)]),
    );
    const [ann, , bob, , cyd] = people as [Person, Person, Person, Person, Person];
    const channel = await ann.createChannel("any commands", bob, cyd);
    const model = new MessageModel(ann.id, NAMES);
    const live: { person: Person; view: MessageView }[] = [];
    const late: { person: Person; view: MessageView; head: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const deeds = Array.from({ length: random.chance(0.4) ? random.int(2, 8) : 1 }, () => ({
        person: random.pick(people),
        deed: anyDeed(random, model),
      }));
      const [only] = deeds;
      const expected = deeds.length === 1 ? model.outcome(only!.person.id, only!.deed) : undefined;
      const done = await Promise.all(
        deeds.map(async ({ person, deed }) => {
          const { outcome, seq } = await perform(person, channel, deed);
          return { person, deed, outcome, seq };
        }),
      );
      if (expected !== undefined)
        expect([round, only!.deed, done[0]!.outcome]).toEqual([round, only!.deed, expected]);
      for (const { person, deed, seq } of done
        .filter(({ seq }) => seq > 0)
        .toSorted((a, b) => a.seq - b.seq)) {
        expect([round, deed, model.outcome(person.id, deed)]).toEqual([round, deed, "event"]);
        model.done(person.id, deed, seq);
      }
      if (round % 30 === 10) {
        // While others go on.
        const going = perform(bob, channel, { does: "send", text: "meanwhile", thread: 0, inChannel: false });
        const person = random.pick(people);
        await person.subscribe(channel);
        const all = await person.page(channel, { limit: 500 });
        live.push({ person, view: new MessageView(all.head, all.messages) });
        late.push({ person, view: new MessageView(all.head, all.messages), head: all.head });
        model.done(
          bob.id,
          { does: "send", text: "meanwhile", thread: 0, inChannel: false },
          (await going).seq,
        );
      }
    }
    const now = await allOf(cyd, channel, random);
    expect([...now.values()].toSorted((a, b) => a.seq - b.seq).map(seenOf)).toEqual(
      [...model.messages.keys()].map((seq) => model.seen(seq)),
    );
    const { head } = await cyd.page(channel, { limit: 1 });
    for (const { person, view } of live) {
      await person.event(channel, head);
      const events = person.client.frames.flatMap((frame) => frame.events);
      view.apply(events.filter((event, i) => events.findIndex(({ seq }) => seq === event.seq) === i));
    }
    for (const { person, view, head: from } of late) {
      for (let after = from; after < head;) {
        const events = await person.history(channel, after);
        view.apply(events);
        after = events.at(-1)!.seq;
      }
    }
    for (const { view } of [...live, ...late]) {
      // Replies that were there before aren't in a channel's page.
      for (const [seq, state] of view.states) expect(state).toEqual(now.get(seq)!);
      const shown = model.page(0).map(({ seq }) => seq);
      expect(shown.filter((seq) => !view.states.has(seq))).toEqual([]);
    }
  } finally {
    await crowd.close();
  }
}, 60_000);
