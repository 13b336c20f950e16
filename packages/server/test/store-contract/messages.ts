import { describe, expect, test } from "bun:test";

import { decodeServerFrame, frameReply, type MessagePage } from "@hubbub/protocol";

import type { Store, VerbArgs, WriteVerbs } from "../../src/store/store.ts";
import { rejection } from "../rejection.ts";
import { type MakeTestData, withStore } from "../store-contract.ts";
import { addChannel, addUsers, AT, bodies, joining, log, toldEvent } from "./samples.ts";

type NewMessage = VerbArgs<WriteVerbs["sendMessage"]>;

/** A message of user 1 that is nothing but its text, unless said otherwise. */
function message(channel: number, text: string, more: Partial<NewMessage> = {}): NewMessage {
  const rest = { thread: 0, inChannel: false, files: [], places: [], mayMentionAll: true, at: AT };
  return { channel, user: 1, clientId: crypto.randomUUID(), text, ...rest, ...more };
}

async function send(store: Store, sent: NewMessage): Promise<number> {
  const { value } = await store.write("sendMessage", sent);
  if (value.outcome !== "appended") throw new Error(`the message was ${value.outcome}`);
  return value.seq;
}

/** The body of a reply that the store has encoded. */
function bodyOf({ packed }: { packed: ArrayBuffer }) {
  const [reply] = decodeServerFrame(frameReply(1, new Uint8Array(packed))).replies;
  return reply!.body;
}

async function page(store: Store, channel: number, thread = 0): Promise<MessagePage> {
  const query = { channel, thread, before: 0, after: 0, around: 0, limit: 100 };
  const body = bodyOf((await store.read("listMessages", query))!);
  if (body.case !== "messages") throw new Error(`a page of ${body.case}`);
  return body.value;
}

const refusalOf = async (doing: Promise<unknown>) => ((await rejection(doing)) as { reason?: string }).reason;

/** Rules about a channel whose members are users 1 to 3; its log has four events. */
const withChannel = (make: MakeTestData, rules: (store: Store, channel: number) => Promise<void>) => () =>
  withStore(make, async (store) => {
    await addUsers(store, 3);
    const channel = await addChannel(store, "a");
    for (const user of [2, 3]) await store.write("joinChannel", joining(channel, user));
    await rules(store, channel);
  });

export function messagesContract(make: MakeTestData): void {
  describe("messages", () => {
    test(
      "[M11.1] a message with more than a text is one event, made once by its client id, also with plain sends beside it",
      withChannel(make, async (store, channel) => {
        const sent = message(channel, "hi @u2", { clientId: "one", places: [["u2"]] });
        const results = await Promise.all([
          store.write("sendMessage", sent),
          store.append([{ channel, user: 1, clientId: "one", at: AT, entry: new Uint8Array([24, 1]) }]),
          store.write("sendMessage", { ...sent, text: "another" }),
        ]);
        expect(results[0].value).toEqual({ outcome: "appended", seq: 5 });
        expect(results[0].events.map(({ seq }) => seq)).toEqual([5]);
        expect(results[1]).toEqual([{ outcome: "repeated", seq: 5, at: AT }]);
        expect(results[2]).toMatchObject({ value: { outcome: "repeated", seq: 5 }, events: [] });
        expect(bodies(results[0].events)[0]?.value).toMatchObject({ text: "hi @u2", mentions: [2] });
        const other = await addChannel(store, "b");
        expect(await refusalOf(store.write("sendMessage", { ...sent, channel: other }))).toBe(
          "client_id_reused",
        );
      }),
    );

    test(
      "[M11.2] what is refused leaves nothing: no event, no row, and its client id unused",
      withChannel(make, async (store, channel) => {
        const root = await send(store, message(channel, "root"));
        const bad = message(channel, "x", { thread: 1, clientId: "again" });
        expect(await refusalOf(store.write("sendMessage", bad))).toBe("not_found");
        expect((await log(store, channel)).length).toBe(root);
        expect(await send(store, { ...bad, thread: root })).toBe(root + 1);
      }),
    );

    test(
      "[M11.3] edits, reactions and pins are events, told once; pages have the messages as they read then",
      withChannel(make, async (store, channel) => {
        const seq = await send(store, message(channel, "one"));
        const edit = { ...message(channel, "two"), seq, clientId: "edit" };
        expect((await store.write("editMessage", edit)).value).toBe(seq + 1);
        expect((await store.write("editMessage", edit)).value).toBe(seq + 1);
        const reaction = { channel, seq, user: 2, emoji: "👍", at: AT };
        expect((await store.write("addReaction", reaction)).value).toBe(seq + 2);
        expect(await store.write("addReaction", reaction)).toMatchObject({ value: 0, events: [] });
        expect((await store.write("pinMessage", { channel, seq, user: 3, at: AT })).value).toBe(seq + 3);
        const { head, messages } = await page(store, channel);
        expect(head).toBe(seq + 3);
        expect(messages).toMatchObject([
          {
            seq,
            message: { text: "two" },
            editedAt: AT,
            reactions: [{ emoji: "👍", users: [2] }],
            pinnedAt: AT,
            pinnedBy: 3,
          },
        ]);
        expect((await store.write("removeReaction", reaction)).value).toBe(seq + 4);
        expect((await store.write("unpinMessage", { channel, seq, user: 3, at: AT })).value).toBe(seq + 5);
        expect((await page(store, channel)).messages).toMatchObject([{ reactions: [], pinnedAt: 0 }]);
        const edits = bodyOf(await store.read("listEdits", { channel, seq }));
        expect(edits.value).toEqual({ versions: [{ at: AT, text: "one" }] });
      }),
    );

    test(
      "[M11.8] messages are edited within the server's minutes, if it has any",
      withChannel(make, async (store, channel) => {
        const seq = await send(store, message(channel, "one"));
        const late = (text: string) => ({ ...message(channel, text), seq, at: AT + 60_001 });
        expect((await store.write("editMessage", late("two"))).value).toBe(seq + 1);
        const settings = { ...(await store.read("settings", {})), editMinutes: 1 };
        await store.write("setSettings", { settings, by: 1, at: AT });
        expect(await refusalOf(store.write("editMessage", late("three")))).toBe("forbidden");
        const inTime = { ...late("three"), at: AT + 60_000 };
        expect((await store.write("editMessage", inTime)).value).toBe(seq + 2);
      }),
    );

    test(
      "[M11.4] of a deleted message the log keeps that it was there, and nothing that was done to it is left",
      withChannel(make, async (store, channel) => {
        const seq = await send(store, message(channel, "hi @u2", { places: [["u2"]] }));
        await store.write("editMessage", { ...message(channel, "again"), seq });
        const deletion = { channel, seq, user: 2, mayDeleteOthers: false, at: AT };
        expect(await refusalOf(store.write("deleteMessage", deletion))).toBe("forbidden");
        const { value, events } = await store.write("deleteMessage", { ...deletion, mayDeleteOthers: true });
        expect(value).toBe(seq + 2);
        expect(bodies(events)).toEqual([{ case: "deleted", value: { seq, thread: 0, replies: undefined } }]);
        expect((await log(store, channel)).slice(seq - 1)).toEqual(["", "edited", "deleted"]);
        expect((await page(store, channel)).messages).toMatchObject([
          { seq, message: { deleted: true }, editedAt: 0 },
        ]);
        const mentions = { user: 2, after: [AT + 1, 0, 0] as const, limit: 10 };
        expect(bodyOf(await store.read("listMentions", mentions)).value).toMatchObject({ found: [] });
      }),
    );

    test(
      "[M11.5] replies are counted with their root, and their followers are told that they follow",
      withChannel(make, async (store, channel) => {
        const root = await send(store, message(channel, "root"));
        const reply = message(channel, "reply", { user: 2, thread: root });
        const { value, told } = await store.write("sendMessage", reply);
        expect(told.map((change) => ({ user: change.user, body: toldEvent(change).body }))).toEqual([
          { user: 2, body: { case: "thread", value: { channel, root, following: true, read: root + 1 } } },
          { user: 1, body: { case: "thread", value: { channel, root, following: true, read: root } } },
        ]);
        expect(value).toMatchObject({ seq: root + 1 });
        expect((await page(store, channel)).messages).toMatchObject([
          { seq: root, replies: { count: 1, lastSeq: root + 1, lastAt: AT, users: [2] } },
        ]);
        expect((await page(store, channel, root)).messages).toMatchObject([{ seq: root + 1 }]);
        const query = { user: 1, channel: 0, before: 0, limit: 10, unreadOnly: true };
        expect(bodyOf(await store.read("listThreads", query)).value).toMatchObject({
          threads: [{ channel, root: { seq: root }, following: true, read: root, unread: 1, mentions: 0 }],
          more: false,
        });
        expect(
          (await store.write("followThread", { user: 1, channel, seq: root, stop: true })).told,
        ).toHaveLength(1);
        expect((await store.write("followThread", { user: 1, channel, seq: root, stop: true })).told).toEqual(
          [],
        );
      }),
    );

    test(
      "[M11.6] a scheduled message is sent once, together with its end, whoever does it at once",
      withChannel(make, async (store, channel) => {
        const scheduled = {
          user: 1,
          clientId: "s",
          channel,
          thread: 0,
          text: "later",
          files: [],
          at: AT + 5,
        };
        const { value } = await store.write("scheduleMessage", scheduled);
        expect(await store.read("nextScheduled", {})).toBe(AT + 5);
        expect(await store.read("dueScheduled", { now: AT + 4 })).toBeUndefined();
        const due = await store.read("dueScheduled", { now: AT + 5 });
        expect(due).toMatchObject({ message: { id: value.id, user: 1, text: "later" }, sender: { id: 1 } });
        const args = { id: value.id!, text: "later", places: [], mayMentionAll: true, at: AT + 6 };
        const outcomes = await Promise.all([
          store.write("sendScheduled", args),
          store.write("sendScheduled", args),
        ]);
        expect(outcomes.map((outcome) => outcome.value)).toEqual([
          { outcome: "appended", seq: 5 },
          undefined,
        ]);
        expect(outcomes[0].told.map((change) => toldEvent(change).body)).toEqual([
          { case: "scheduledGone", value: { id: value.id! } },
        ]);
        expect(await store.read("nextScheduled", {})).toBeUndefined();
      }),
    );

    test(
      "[M11.7] a draft is told when it changes, and only then",
      withChannel(make, async (store, channel) => {
        const draft = { user: 1, channel, thread: 0, text: "half", files: [] };
        const told = async (more: object) =>
          (await store.write("setDraft", { ...draft, ...more })).told.map(
            (change) => toldEvent(change).body.value,
          );
        expect(await told({})).toEqual([{ channel, thread: 0, text: "half", files: [] }]);
        expect(await told({})).toEqual([]);
        expect(await told({ text: "" })).toEqual([{ channel, thread: 0, text: "", files: [] }]);
        expect(await told({ text: "" })).toEqual([]);
      }),
    );
  });
}
