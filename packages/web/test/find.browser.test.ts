import { expect } from "bun:test";

import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import { screenshot } from "./browser/screenshot.ts";

/** Numbers from this one down to 1. */
const downFrom = (newest: number) => Array.from({ length: newest }, (_, at) => newest - at);

browserTests(
  "search, threads and notifications",
  (test) => {
    test("[U36.2] a search with filters, completed by keys, finds a message of long ago and leads to it", async (world) => {
      const id = await world.channel("library", ["ann", "bob"]);
      const bob = await (await world.client("bob")).join(id);
      const ann = await (await world.client("ann")).join(id);
      await bob.send("The Kraków atlas is on the third shelf");
      for (let i = 1; i <= 130; i++) await ann.send(`filler ${i}`);
      await ann.send("krakow is far away");
      const reader = await world.person("ann", { path: "/threads" });
      await reader.page.getByRole("heading", { name: "Threads", level: 1 }).waitFor();
      await reader.page.keyboard.press("Control+Shift+F");
      const field = reader.page.getByRole("combobox", { name: "Search messages" });
      await field.pressSequentially("krakow fro");
      await field.press("ArrowDown");
      await field.press("Enter");
      await field.pressSequentially("bo");
      await reader.page.getByRole("option", { name: /from:bob/ }).waitFor();
      await screenshot(reader.page, "search-suggestions");
      await field.press("ArrowDown");
      await field.press("Enter");
      expect(await field.inputValue()).toBe("krakow from:bob ");
      await field.press("Enter");
      const found = reader.page.getByRole("list", { name: "Messages found" });
      await found.getByRole("link").waitFor();
      expect(await found.getByRole("link").count()).toBe(1);
      expect(await found.locator("mark").allTextContents()).toEqual(["Kraków"]);
      await expectAccessible(reader.page);
      await screenshot(reader.page, "search");
      await field.press("ArrowDown");
      await reader.page.keyboard.press("Enter");
      await reader.page.getByText("atlas is on the third shelf").waitFor();
      expect(reader.page.url()).toContain(`/c/${id}?at=`);
      // Both, the newest first; what means nothing is explained.
      await reader.page.goto("/search?q=krakow");
      await reader.page.getByRole("radio", { name: "Newest first" }).check();
      await eventually(async () => {
        const texts = await found.getByRole("link").allTextContents();
        expect(texts.map((each) => each.includes("far away"))).toEqual([true, false]);
      });
      await field.fill("from:nobody-here");
      await field.press("Enter");
      await reader.page.getByRole("alert").waitFor();
      await field.fill("wordthatisnowhere");
      await field.press("Enter");
      await reader.page.getByText("Nothing was found.").waitFor();
    });

    test("[U36.3] mentions are listed as they come, and lead to their place, in a thread, too", async (world) => {
      const id = await world.channel("dock", ["ann", "bob"]);
      const bob = await (await world.client("bob")).join(id);
      const ann = await world.person("ann", { path: "/mentions", viewport: "phone" });
      await bob.send("@ann first");
      const list = ann.page.getByRole("list", { name: "Mentions" });
      await list.getByText("@ann first").waitFor();
      const { seq } = await bob.send("a question");
      await bob.send("@ann second", { thread: seq });
      await list.getByText("@ann second").waitFor();
      await expectAccessible(ann.page);
      await screenshot(ann.page, "mentions-phone");
      await list.getByRole("link", { name: /second/ }).click();
      const thread = ann.page.getByRole("complementary", { name: "Thread" });
      await thread.getByText("second").waitFor();
      await expectAccessible(ann.page);
      await screenshot(ann.page, "thread-phone");
      await thread.getByRole("button", { name: "Back" }).click();
      await ann.page.getByRole("log").getByText("first").waitFor();
      expect(ann.page.url()).toMatch(new RegExp(`/c/${id}$`));
    });

    test("[U36.16] a new mention comes on top of what was loaded, which stays", async (world) => {
      const id = await world.channel("pier", ["eve", "bob"]);
      const bob = await (await world.client("bob")).join(id);
      for (let at = 1; at <= 70; at++) await bob.send(`@eve call ${at}.`);
      const eve = await world.person("eve", { path: "/mentions" });
      const links = eve.page.getByRole("list", { name: "Mentions" }).getByRole("link");
      const texts = async () =>
        (await links.allTextContents()).map((each) => Number(/call (\d+)\./.exec(each)?.[1]));
      await links.first().waitFor();
      const page = await links.count();
      expect(page).toBeLessThan(70);
      await eventually(async () => {
        if ((await links.count()) < 70) await eve.button("Show more").click({ timeout: 1_000 });
        expect(await texts()).toEqual(downFrom(70));
      });
      await bob.send("@eve call 71.");
      await bob.send("@eve call 72.");
      await eventually(async () => expect(await texts()).toEqual(downFrom(72)));
      // More than a page of them at once: what was loaded before isn't put behind a gap.
      for (let at = 73; at <= 73 + page; at++) await bob.send(`@eve call ${at}.`);
      await eventually(async () => {
        const shown = await texts();
        expect(shown).toEqual(downFrom(73 + page).slice(0, shown.length));
        expect(shown[0]).toBe(73 + page);
      });
    });
  },
  { worker: true },
);
