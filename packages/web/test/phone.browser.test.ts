import { expect } from "bun:test";

import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import type { Person } from "./browser/person.ts";
import { screenshot } from "./browser/screenshot.ts";

browserTests("on a phone", (test) => {
  test("[U38.8] one goes from the sidebar to a channel, its members, and a thread, and back by the browser's way or the page's", async (world) => {
    const id = await world.channel("harbour", ["ann", "bob"]);
    const bob = await (await world.client("bob")).join(id);
    const { seq } = await bob.send("Who is at the harbour?");
    await bob.message(seq).reply("I am");
    const ann = await world.person("ann", { viewport: "phone" });
    const { page } = ann;
    await ann.link(/^harbour/).tap();
    const log = page.getByRole("log").first();
    await log.getByText("Who is at the harbour?").waitFor();
    await ann.button(/^Members/).tap();
    const panel = page.getByRole("complementary");
    await panel.getByText("3 members").waitFor();
    await page.goBack();
    await panel.waitFor({ state: "detached" });
    await ann.link(/1 reply/).tap();
    await panel.getByText("I am").waitFor();
    await panel.getByRole("button", { name: "Back" }).tap();
    await panel.waitFor({ state: "detached" });
    await ann.button("Back").tap();
    await ann.link(/^harbour/).waitFor();
    // Every step back by the page was one by the browser, too: nothing is left to go back to.
    await page.goForward();
    await log.getByText("Who is at the harbour?").waitFor();
    await page.goBack();
    await ann.link(/^harbour/).waitFor();
    expect(new URL(page.url()).pathname).toBe("/");
  });

  test("[U38.9] a finger that rests on a message gets all that can be done, six reactions and all others", async (world) => {
    const id = await world.channel("quay", ["cat", "dan"]);
    await (await (await world.client("dan")).join(id)).send("The ship is in");
    const cat = await world.person("cat", { viewport: "phone", path: `/c/${id}` });
    const row = cat.page.locator("article[data-seq]", { hasText: "The ship is in" });
    const sheet = cat.page.getByRole("dialog");
    await rest(cat, "The ship is in");
    await sheet.getByRole("button", { name: "Reply in thread" }).waitFor();
    for (const action of ["Mark unread", "Copy text", "Copy link", "Report message"])
      expect(await sheet.getByRole("button", { name: action }).count()).toBe(1);
    expect(await sheet.getByRole("button", { name: /^React with/ }).count()).toBe(6);
    await screenshot(cat.page, "message-sheet");
    await sheet.getByRole("button", { name: "React with 🎉" }).tap();
    await row.getByRole("button", { name: "🎉, 1 reaction" }).waitFor();
    await rest(cat, "The ship is in");
    await sheet.getByRole("button", { name: "Add reaction" }).tap();
    await sheet.getByLabel("Search emoji").fill("sailboat");
    await screenshot(cat.page, "message-sheet-emoji");
    await sheet.getByRole("gridcell", { name: /sailboat/ }).tap();
    await row.getByRole("button", { name: /^⛵/ }).waitFor();
  });

  test("[U38.10] what is written stays above the keyboard, and all of it within the safe area", async (world) => {
    const id = await world.channel("pier", ["eve"]);
    const eve = await world.person("eve", { viewport: "phone", path: `/c/${id}` });
    const composer = eve.page.getByRole("textbox", { name: "Message pier" });
    await composer.tap();
    // As browsers do for a keyboard where the page says interactive-widget=resizes-content.
    expect(await eve.page.locator("meta[name=viewport]").getAttribute("content")).toContain(
      "interactive-widget=resizes-content",
    );
    await eve.page.setViewportSize({ width: 390, height: 500 });
    await eventually(async () => {
      const { y, height } = (await eve.button("Send").boundingBox())!;
      expect(y + height).toBeLessThan(500);
    });
    await eve.page.setViewportSize({ width: 390, height: 844 });
    const devtools = await eve.context.newCDPSession(eve.page);
    await devtools.send(
      "Emulation.setSafeAreaInsetsOverride" as never,
      { insets: { top: 47, bottom: 34 } } as never,
    );
    await eventually(async () => {
      const top = (await eve.button("Back").boundingBox())!.y;
      const send = (await eve.button("Send").boundingBox())!;
      expect(top).toBeGreaterThanOrEqual(47);
      expect(send.y + send.height).toBeLessThanOrEqual(844 - 34);
    });
  });
});

/** Rests with a finger on a message until there is an answer. */
async function rest({ page, context }: Person, words: string): Promise<void> {
  const row = page.getByRole("log").locator("article[data-seq]", { hasText: words });
  const { x, y } = (await row.boundingBox())!;
  const devtools = await context.newCDPSession(page);
  const touch = (type: "touchStart" | "touchEnd", touchPoints: { x: number; y: number }[]) =>
    devtools.send("Input.dispatchTouchEvent", { type, touchPoints });
  await touch("touchStart", [{ x: x + 120, y: y + 30 }]);
  await page.getByRole("dialog").waitFor();
  await touch("touchEnd", []);
  await devtools.detach();
}
