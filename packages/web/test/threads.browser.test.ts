import { expect } from "bun:test";

import type { Locator } from "playwright-core";

import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";

browserTests("threads", (test) => {
  test("[U36.1] a thread opens from its message, the list of threads and its address, below its root; replies count for who follows it", async (world) => {
    const channel = await world.channel("plans", ["ann", "bob"]);
    const bob = await world.client("bob");
    const handle = await bob.join(channel);
    const { seq: root } = await handle.send("Where to go?");
    await handle.message(root).reply("To the sea");
    const ann = await world.person("ann", { path: `/c/${channel}?thread=${root}` });
    const panel = ann.page.getByRole("complementary");

    // By its address: the root and the only reply, with nothing over them.
    await isRead(panel, "Where to go?");
    await isRead(panel, "To the sea");
    expect(await panel.getByRole("button", { name: "Jump to newest" }).count()).toBe(0);
    await panel.getByRole("button", { name: /^Close/ }).click();
    await panel.waitFor({ state: "detached" });

    // From its message; who answers follows.
    await ann.page
      .getByRole("log")
      .getByRole("link", { name: /1 reply/ })
      .click();
    await isRead(panel, "Where to go?");
    await reply(panel, "Or the mountains");
    await isRead(panel, "Or the mountains");
    const follow = panel.getByRole("button", { name: /^Follow/ });
    await eventually(async () => expect(await follow.getAttribute("aria-pressed")).toBe("true"));
    await panel.getByRole("button", { name: /^Close/ }).click();
    await ann.page
      .getByRole("log")
      .getByRole("link", { name: /2 replies/ })
      .waitFor();

    // In the other browser it is there, too, also in the channel.
    const other = await world.person("bob", { path: `/c/${channel}?thread=${root}` });
    const others = other.page.getByRole("complementary");
    await isRead(others, "Or the mountains");
    await others.getByRole("checkbox").check();
    await reply(others, "The mountains it is");
    await ann.page.getByRole("log").getByText("The mountains it is", { exact: true }).waitFor();

    // From the list of threads, which tells how many replies are new.
    await ann.link("Threads").click();
    const card = ann.page.getByRole("link", { name: /Where to go\?/ });
    await card.getByText(/1 new/).waitFor();
    await card.click();
    await isRead(panel, "Where to go?");
    await isRead(panel, "The mountains it is");
    const client = await world.client("ann");
    const unread = async () => (await client.threads({ unreadOnly: true })).threads.length;
    await eventually(async () => expect(await unread()).toBe(0));

    // Who doesn't follow it isn't told.
    await follow.click();
    await eventually(async () => expect(await follow.getAttribute("aria-pressed")).toBe("false"));
    await reply(others, "By train?");
    await isRead(panel, "By train?");
    await ann.link("Threads").click();
    await ann.page.getByText("You follow no threads yet.").waitFor();
    expect(await unread()).toBe(0);
  });
});

async function reply(panel: Locator, words: string): Promise<void> {
  const composer = panel.getByRole("textbox");
  await composer.fill(words);
  await composer.press("Enter");
}

/** Waits until a message of the panel can be read: nothing stands over it. */
async function isRead(panel: Locator, words: string): Promise<void> {
  const text = panel.getByRole("log").locator("article p", { hasText: words });
  await eventually(async () => expect(await text.evaluate(isOnTop)).toBe(true));
}

/** Carried out in the browser. */
function isOnTop(element: Element): boolean {
  const { x, y, width, height } = element.getBoundingClientRect();
  const top = document.elementFromPoint(x + Math.min(10, width / 2), y + height / 2);
  return top !== null && (element.contains(top) || top.contains(element));
}
