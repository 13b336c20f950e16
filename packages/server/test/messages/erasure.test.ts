import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { startCrowd, temporaryFolder } from "@hubbub/devkit";
import { LIMITS } from "@hubbub/protocol";

import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { Random } from "../random.ts";
import { addChannel, addUsers, AT, joining } from "../store-contract/samples.ts";
import { Person } from "./people.ts";

const SEED = Number(process.env["HUBBUB_TEST_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
/** From a few bytes in a page with others to several pages of their own. */
const SIZES = [8, 30, 100, 500, 1_500, 4_000, 4_100, 9_000, LIMITS.textBytes];

/** A text of about this size that is nothing but repetitions of its own mark. */
function markedText(mark: string, size: number): string {
  return `<${mark}>`.repeat(Math.max(1, Math.floor(size / (mark.length + 2))));
}

/** All marks that are anywhere in the database's files: in its log first, out of which a checkpoint moves them meanwhile. */
function marksIn(path: string): Set<string> {
  const found = new Set<string>();
  for (const file of [`${path}-wal`, path]) {
    if (!existsSync(file)) continue;
    for (const [, mark = ""] of readFileSync(file)
      .toString("latin1")
      .matchAll(/<([a-z]\d+)>/g))
      found.add(mark);
  }
  return found;
}

/** Resolves when none of these is in the files any more; throws with those that are, after 30 s. */
async function gone(path: string, marks: readonly string[]): Promise<void> {
  let left: string[] = [];
  for (const end = Date.now() + 30_000; Date.now() < end; await Bun.sleep(100)) {
    const there = marksIn(path);
    left = marks.filter((mark) => there.has(mark));
    if (left.length === 0) return;
  }
  throw new Error(`still in the files: ${left.join(", ")}`);
}

/** A channel with these users. */
async function channelOf(store: Store, name: string, users: readonly number[]): Promise<number> {
  const channel = await addChannel(store, name);
  for (const user of users) await store.write("joinChannel", joining(channel, user));
  return channel;
}

const nothing = { thread: 0, inChannel: false, files: [], places: [], mayMentionAll: false, at: AT };

describe("erasure", () => {
  test("[M2.10] soon after it was deleted no byte of a text is in any file: any size, edited, among many others", async () => {
    console.log(`erasure: HUBBUB_TEST_SEED=${SEED}`);
    const random = new Random(SEED);
    using folder = temporaryFolder();
    const path = join(folder.path, "hubbub.sqlite");
    const store: Store = await openSqliteStore({ path });
    try {
      await addUsers(store, 3);
      const channels: number[] = [];
      for (let i = 0; i < 6; i++) channels.push(await channelOf(store, `c${i}`, [1, 2, 3]));
      const live = new Map<string, { channel: number; seq: number; user: number; marks: string[] }>();
      const erased: string[] = [];
      let last = 0;
      const text = () => {
        const mark = `m${++last}`;
        return { mark, text: markedText(mark, random.pick(SIZES)) };
      };
      const send = async () => {
        const { mark, text: said } = text();
        const message = { channel: random.pick(channels), user: random.int(1, 3), text: said };
        const result = (await store.write("sendMessage", { ...nothing, ...message, clientId: mark })).value;
        if (result.outcome !== "appended") throw new Error(result.outcome);
        live.set(mark, { ...message, seq: result.seq, marks: [mark] });
      };
      const edit = async () => {
        const message = random.pick([...live.values()]);
        const { mark, text: said } = text();
        await store.write("editMessage", { ...nothing, ...message, text: said, clientId: mark });
        message.marks.push(mark);
      };
      const remove = async () => {
        const [key, message] = random.pick([...live]);
        await store.write("deleteMessage", { ...message, mayDeleteOthers: false, at: AT });
        live.delete(key);
        erased.push(...message.marks);
      };
      for (let round = 0; round < 40; round++) {
        await Promise.all(Array.from({ length: 40 }, send));
        for (let i = random.int(0, 4); i > 0; i--) await edit();
        for (let i = random.int(0, 12); i > 0; i--) await remove();
      }
      expect(erased.length).toBeGreaterThan(100);
      await gone(path, erased);
      // What was not deleted is all there.
      const there = marksIn(path);
      for (const { marks } of live.values()) for (const mark of marks) expect(there.has(mark)).toBeTrue();
    } finally {
      await store.close();
    }
  }, 60_000);

  test("[M2.12] nor is it left of drafts and scheduled messages, of which it was one before", async () => {
    const random = new Random(SEED);
    using folder = temporaryFolder();
    const path = join(folder.path, "hubbub.sqlite");
    const store = await openSqliteStore({ path });
    try {
      await addUsers(store, 30);
      const channel = await channelOf(
        store,
        "drafts",
        Array.from({ length: 30 }, (_, i) => i + 1),
      );
      const places = new Map<string, string>();
      const forgotten: string[] = [];
      const writes: Promise<unknown>[] = [];
      for (let n = 0; n < 900; n++) {
        const [user, thread] = [random.int(1, 30), random.int(0, 20)];
        const was = places.get(`${user}:${thread}`);
        if (was !== undefined) forgotten.push(was);
        const isEmpty = random.chance(0.3);
        const mark = `d${n}`;
        if (isEmpty) places.delete(`${user}:${thread}`);
        else places.set(`${user}:${thread}`, mark);
        const text = isEmpty ? "" : markedText(mark, random.pick(SIZES));
        writes.push(store.write("setDraft", { user, channel, thread, text, files: [] }));
        if (writes.length === 20) await Promise.all(writes.splice(0));
      }
      const scheduled: number[] = [];
      for (let n = 0; n < 100; n++) {
        const text = markedText(`s${n}`, random.pick(SIZES));
        const message = {
          user: 1 + (n % 30),
          clientId: `s${n}`,
          channel,
          thread: 0,
          text,
          files: [],
          at: AT + n,
        };
        scheduled[n] = (await store.write("scheduleMessage", message)).value.id!;
        if (n < 20 || !random.chance(0.5)) continue;
        const gone = n - random.int(1, 20);
        const user = 1 + (gone % 30);
        const cancelled = await store
          .write("cancelScheduled", { user, id: scheduled[gone]! })
          .catch(() => undefined);
        if (cancelled) forgotten.push(`s${gone}`);
      }
      const sent = await store.write("sendMessage", {
        ...nothing,
        channel,
        user: 1,
        text: markedText("t1", 100),
        clientId: "t1",
      });
      const { seq } = sent.value as { seq: number };
      await store.write("deleteMessage", { channel, seq, user: 1, mayDeleteOthers: false, at: AT });
      expect(forgotten.length).toBeGreaterThan(200);
      await gone(path, [...forgotten, "t1"]);
      const there = marksIn(path);
      for (const mark of places.values()) expect(there.has(mark)).toBeTrue();
    } finally {
      await store.close();
    }
  }, 60_000);

  test("[M2.11] a server that is killed right after a deletion erases it when it starts again", async () => {
    using folder = temporaryFolder();
    const crowd = await startCrowd({ data: folder.path });
    const path = join(folder.path, "hubbub.sqlite");
    const ann = await Person.arrive(crowd, 1);
    const channel = await ann.createChannel("killed");
    const seq = await ann.send(channel, markedText("k1", 3_000));
    await ann.does("deleteMessage", channel, seq);
    // As the files are now, a killed server leaves them.
    const copy = join(folder.path, "copy.sqlite");
    for (const suffix of ["", "-wal"]) {
      if (existsSync(path + suffix)) await Bun.write(copy + suffix, Bun.file(path + suffix));
    }
    await crowd.close();
    expect(marksIn(copy)).toEqual(new Set(["k1"]));
    const store = await openSqliteStore({ path: copy });
    expect(marksIn(copy)).toEqual(new Set());
    await store.close();
  });
});
