import { expect } from "bun:test";

import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import { fillChannel } from "./list/fill-channel.ts";
import { ask, readerScript } from "./list/list-reader.ts";

/** More than twice as many as a view holds, so that each way some are let go at one end while others come at the other. */
const MESSAGES = 1_200;

browserTests("scrolling", (test) => {
  test(
    "[U30.2] from the newest message to the first and back each is seen, in order, and none moves by itself",
    async (world) => {
      const channel = await world.channel("long", ["ann", "bob"]);
      const seqs = await fillChannel(await world.client("bob"), channel, MESSAGES);
      const client = await world.client("ann");
      await client.ask("markRead", { channel, seq: seqs.at(-1)! });
      const ann = await world.person("ann", { path: `/c/${channel}`, script: await readerScript() });
      await ann.page.locator("article[data-seq]").last().waitFor();
      expect(await ask(ann, "readThrough", -1)).toEqual({ seen: seqs.toReversed(), faults: [] });
      expect(await ask(ann, "readThrough", 1)).toEqual({ seen: seqs, faults: [] });
    },
    { timeoutMs: 180_000 },
  );

  test("[U30.4] at the end the list stays there, whatever comes and grows; elsewhere it stays where it is until one sends or goes down", async (world) => {
    const channel = await world.channel("stream", ["ann", "bob"]);
    const bob = await world.client("bob");
    const seqs = await fillChannel(bob, channel, 60);
    const handle = await bob.join(channel);
    const client = await world.client("ann");
    await client.ask("markRead", { channel, seq: seqs.at(-1)! });
    const ann = await world.person("ann", { path: `/c/${channel}`, script: await readerScript() });
    const composer = ann.page.getByRole("textbox", { name: /^Message / });
    const say = async (texts: readonly string[]) => {
      for (const text of texts) await handle.send(text);
      return ann.page.getByText(texts.at(-1)!, { exact: true });
    };
    await ann.page.locator("article[data-seq]").last().waitFor();

    await ask(ann, "watch", "end");
    await (await say(named("first", 20))).waitFor();
    await handle.message(seqs.at(-1)!).react("🎉");
    const last = await handle.send("one line");
    await handle.message(last.seq).edit("one\n\ntwo\n\nthree\n\nfour");
    await ann.page.getByText("four").waitFor();
    await composer.fill("a\nb\nc\nd\ne\nf\n");
    for (const height of [500, 800]) await ann.page.setViewportSize({ width: 1280, height });
    await ann.page.setViewportSize({ width: 700, height: 800 });
    expect(await ask(ann, "moves")).toEqual([]);

    const list = ann.page.getByRole("log");
    await list.hover();
    await ann.page.mouse.wheel(0, -700);
    await ann.button("Jump to newest").waitFor();
    await eventually(async () => expect(await ask(ann, "below")).toBeGreaterThan(600));
    await ask(ann, "watch", "rows");
    await say(named("second", 20));
    await ann.button("20 new messages").waitFor();
    await handle.message(seqs[0]!).edit("one\n\ntwo\n\nthree\n\nfour\n\nfive");
    await handle.message(seqs.at(-1)!).react("👀");
    await composer.fill("a");
    expect(await ask(ann, "moves")).toEqual([]);
    await ann.button("20 new messages").click();
    await ann.page.getByText("second 20", { exact: true }).waitFor();
    await eventually(async () => expect(await ask(ann, "below")).toBe(0));

    await ann.page.mouse.wheel(0, -700);
    await ann.button("Jump to newest").waitFor();
    await composer.fill("and mine");
    await composer.press("Enter");
    await list.getByText("and mine", { exact: true }).waitFor();
    await eventually(async () => expect(await ask(ann, "below")).toBe(0));
    await ask(ann, "watch", "end");
    await (await say(named("third", 5))).waitFor();
    expect(await ask(ann, "moves")).toEqual([]);
  });

  test("[U30.7] what one has written oneself isn't new after a reload", async (world) => {
    const channel = await world.channel("own", ["ann", "bob"]);
    const seqs = await fillChannel(await world.client("bob"), channel, 3);
    const client = await world.client("ann");
    await client.ask("markRead", { channel, seq: seqs.at(-1)! });
    const ann = await world.person("ann", { path: `/c/${channel}` });
    const list = ann.page.getByRole("log");
    await list.locator("article[data-seq]").last().waitFor();
    // What the page knows is kept: after a reload it begins with that, before it is connected.
    await eventually(async () => expect(await ann.page.evaluate(countKept)).toBe(1));
    await ann.page.goto("about:blank");
    await (await client.join(channel)).send("mine");
    await ann.page.goto(`/c/${channel}`);
    await list.getByText("mine", { exact: true }).waitFor();
    expect(await ann.page.getByRole("separator", { name: /New messages/ }).count()).toBe(0);
  });

  test("[U30.8] a jump leads to a message of long ago as often as it is asked for, and the browser's button back from there", async (world) => {
    const channel = await world.channel("past", ["ann", "bob"]);
    const bob = await world.client("bob");
    const seqs = await fillChannel(bob, channel, 700);
    const far = seqs[9]!;
    const { seq: newest } = await (
      await bob.join(channel)
    ).send(`${world.server.url}/c/${channel}?at=${far}`);
    await (await world.client("ann")).ask("markRead", { channel, seq: newest });
    const ann = await world.person("ann", { path: `/c/${channel}`, script: await readerScript() });
    const isSeen = (seq: number) => eventually(async () => expect(await ask(ann, "seen")).toContain(seq));
    await isSeen(newest);
    for (const way of ["the pill", "scrolling", "back"]) {
      await ann.link(/at=/).click();
      await isSeen(far);
      const row = ann.page.getByRole("log").locator(`article[data-seq="${far}"]`);
      expect(await row.getAttribute("data-highlighted"), way).toBe("true");
      if (way === "the pill") await ann.button("Jump to newest").click();
      else if (way === "back") await ann.page.goBack();
      else await ask(ann, "readThrough", 1);
      await isSeen(newest);
    }
  });

  test("[U30.9] what is edited, deleted and reacted to above and below doesn't move what is read", async (world) => {
    const channel = await world.channel("changes", ["ann", "bob"]);
    const bob = await world.client("bob");
    const seqs = await fillChannel(bob, channel, 200);
    const handle = await bob.join(channel);
    const middle = 100;
    const path = `/c/${channel}?at=${seqs[middle]}`;
    const ann = await world.person("ann", { path, script: await readerScript() });
    await eventually(async () => expect(await ask(ann, "seen")).toContain(seqs[middle]!));
    const seen = (await ask(ann, "seen")).map((seq) => seqs.indexOf(seq));
    await ask(ann, "watch", "rows");
    const far = [5, 180];
    const near = [seen[0]! - 1, seen[0]! - 3, seen.at(-1)! + 2];
    for (const index of [...far, ...near]) await handle.message(seqs[index]!).edit("long\n\n".repeat(9));
    for (const index of [...far, ...near]) await handle.message(seqs[index]! - 1).react("👀");
    for (const index of [6, 60, ...far, ...near]) await handle.message(seqs[index]!).delete();
    // What is told last is there last.
    const last = ann.page.locator(`article[data-seq="${seqs[near.at(-1)!]}"]`);
    await last.getByText("This message was deleted.").waitFor({ state: "attached" });
    expect(await ask(ann, "moves")).toEqual([]);
    expect((await ask(ann, "seen")).map((each) => seqs.indexOf(each))).toEqual(seen);
  });
});

function named(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${name} ${at + 1}`);
}

/** Carried out in the browser: how much there is in idb-keyval's store. */
function countKept(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const opening = indexedDB.open("keyval-store");
  opening.addEventListener("error", () => reject(opening.error));
  opening.addEventListener("success", () => {
    const counting = opening.result.transaction("keyval").objectStore("keyval").count();
    counting.addEventListener("success", () => {
      opening.result.close();
      resolve(counting.result);
    });
  });
  return promise;
}
