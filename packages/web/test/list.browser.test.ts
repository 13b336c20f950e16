import { expect } from "bun:test";

import type { Hubbub } from "@hubbub/client";
import type { Locator } from "playwright-core";

import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import type { Person } from "./browser/person.ts";
import { screenshot } from "./browser/screenshot.ts";
import { ADMIN } from "./browser/world.ts";

/** Sends that wait for their answers at once. */
const AT_ONCE = 500;

browserTests("message list", (test) => {
  test("[U30.3] a channel opens at its first unread message, is read where the newest is seen, and jumps to a message by its address", async (world) => {
    const channel = await world.channel("news", ["ann", "bob"]);
    const bob = await world.client("bob");
    await say(bob, channel, numbered(1, 40));
    const client = await world.client("ann");
    await client.ask("markRead", { channel, seq: await newest(client, channel) });
    await say(bob, channel, numbered(41, 160));
    const ann = await world.person("ann", { path: `/c/${channel}` });
    await row(ann, "m41").waitFor();
    await eventually(async () => expect(await isSeen(ann, line(ann))).toBe(true));
    expect(await isSeen(ann, row(ann, "m41"))).toBe(true);
    expect(await row(ann, "m160").count()).toBe(0);
    await ann.button("120 new messages").click();
    await eventually(async () => expect(await isSeen(ann, row(ann, "m160"))).toBe(true));
    await eventually(async () => expect(await unreadOf(client, channel)).toBe(0));
    await screenshot(ann.page, "list-newest");

    const seq = await seqOf(client, channel, "m7");
    await ann.page.goto(`/c/${channel}?at=${seq}`);
    await eventually(async () => expect(await isSeen(ann, row(ann, "m7"))).toBe(true));
    expect(await row(ann, "m7").getAttribute("data-highlighted")).toBe("true");
    await ann.button("Jump to newest").click();
    await eventually(async () => expect(await isSeen(ann, row(ann, "m160"))).toBe(true));
  });

  test(
    "[U30.5] what couldn't be sent yet stands at the end; what was refused says why, and can be sent again or given up",
    async (world) => {
      const channel = await world.channel("moods", ["ann", "bob"]);
      const bob = await world.client("bob");
      await say(bob, channel, numbered(1, 3));
      const ann = await world.person("ann", { path: `/c/${channel}` });
      await row(ann, "m3").waitFor();
      ann.complaints.allow(/./);
      const archive = async (archived: boolean) =>
        (await world.client(ADMIN)).ask("updateChannel", {
          channel,
          change: { case: "archived", value: archived },
        });
      for (const words of ["first", "second"]) {
        ann.line.cut();
        await write(ann, words);
        await ann.page.locator("article[data-unsent=sending]", { hasText: words }).waitFor();
        await archive(true);
        ann.line.restore();
        const failed = ann.page.locator("article[data-unsent=failed]", { hasText: words });
        await failed.waitFor({ timeout: 20_000 });
        await archive(false);
        await failed.getByRole("button", { name: words === "first" ? "Retry" : "Discard" }).click();
        await failed.waitFor({ state: "detached" });
      }
      await eventually(async () =>
        expect(await ann.page.locator("article", { hasText: "first" }).count()).toBe(1),
      );
      await row(ann, "first").waitFor();
      expect(await ann.page.locator("article", { hasText: "second" }).count()).toBe(0);
    },
    { timeoutMs: 90_000 },
  );

  test("[U30.6] messages of one author stand together below their day; marks tell what was done to them; keys go from row to row", async (world) => {
    const channel = await world.channel("tidy", ["ann", "bob"]);
    const [bob, client] = [await world.client("bob"), await world.client("ann")];
    await say(bob, channel, [
      "m1 one",
      "m2 two",
      "m3 with @ann",
      "m4 to be edited",
      "m5 to be deleted",
      "m6 root",
    ]);
    await say(client, channel, ["m7 my own"]);
    const handle = await bob.join(channel);
    const seq = (words: string) => seqOf(client, channel, words);
    await handle.message(await seq("m4 to be edited")).edit("m4 changed");
    await handle.message(await seq("m5 to be deleted")).delete();
    await handle.message(await seq("m6 root")).reply("a reply");
    await handle.message(await seq("m2 two")).pin();
    const ann = await world.person("ann", { path: `/c/${channel}` });
    await row(ann, "m7 my own").waitFor();
    await ann.page.getByRole("separator", { name: /Today/ }).waitFor();
    await row(ann, "m1").getByText("bob").waitFor();
    expect(await row(ann, "m3").getAttribute("data-together")).toBe("true");
    expect(await row(ann, "m3").getAttribute("data-mention")).toBe("true");
    await row(ann, "m2").getByText("Pinned by bob").waitFor();
    expect(await row(ann, "m4").getByText("edited").count()).toBe(1);
    await ann.page.getByText("This message was deleted.").waitFor();
    await expectAccessible(ann.page, { within: "main" });
    await screenshot(ann.page, "list-tidy");

    await ann.page.getByRole("log").focus();
    await ann.page.keyboard.press("ArrowUp");
    await ann.page.keyboard.press("ArrowUp");
    expect(await focused(ann)).toContain("m6 root");
    await ann.page.keyboard.press("Enter");
    await eventually(async () =>
      expect(await ann.page.evaluate(() => document.activeElement?.closest("[role=toolbar]") !== null)).toBe(
        true,
      ),
    );
    await ann.page.keyboard.press("Escape");
    expect(await focused(ann)).toContain("m6 root");
    await ann.page.keyboard.press("ArrowDown");
    await ann.page.keyboard.press("e");
    await ann.field("Edit message").fill("m7 mine");
    await ann.page.keyboard.press("Enter");
    await row(ann, "m7 mine").waitFor();
    await row(ann, "m6 root")
      .getByRole("link", { name: /1 reply/ })
      .click();
    await eventually(() => expect(ann.page.url()).toContain("thread="));
  });
});

function row(person: Person, words: string): Locator {
  // Its time stands right before it.
  const exactly = new RegExp(`${words}(?!\\d)`);
  return person.page.getByRole("log").first().locator("article[data-seq]", { hasText: exactly });
}

/** The line above what is new. */
function line(person: Person): Locator {
  return person.page.getByRole("separator", { name: /New messages/ });
}

async function isSeen(person: Person, what: Locator): Promise<boolean> {
  if ((await what.count()) === 0) return false;
  const [box, list] = [await what.boundingBox(), await person.page.getByRole("log").first().boundingBox()];
  return (
    box !== null &&
    list !== null &&
    box.y + box.height > list.y &&
    box.y + box.height <= list.y + list.height + 1
  );
}

async function write(person: Person, words: string): Promise<void> {
  await person.page.getByRole("textbox", { name: /^Message / }).fill(words);
  await person.button("Send").click();
}

function focused(person: Person): Promise<string> {
  return person.page.evaluate(() => document.activeElement?.textContent ?? "");
}

async function say(client: Hubbub, channel: number, texts: readonly string[]): Promise<void> {
  const handle = await client.join(channel);
  for (let at = 0; at < texts.length; at += AT_ONCE)
    await Promise.all(texts.slice(at, at + AT_ONCE).map((text) => handle.send(text)));
}

async function seqOf(client: Hubbub, channel: number, text: string): Promise<number> {
  const { messages } = await client.ask("listMessages", { channel, limit: 500 });
  const found = messages.find(({ message }) => message?.text === text);
  if (found === undefined) throw new Error(`There is no message "${text}".`);
  return found.seq;
}

async function newest(client: Hubbub, channel: number): Promise<number> {
  const { messages } = await client.ask("listMessages", { channel, limit: 1 });
  return messages.at(-1)?.seq ?? 0;
}

async function unreadOf(client: Hubbub, channel: number): Promise<number> {
  const { channels } = await client.ask("getUnread", { channels: [channel] });
  return channels[0]?.messages ?? 0;
}

function numbered(from: number, to: number): string[] {
  return range(from, to).map((number) => `m${number}`);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
