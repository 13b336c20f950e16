import { expect } from "bun:test";

import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import { screenshot } from "./browser/screenshot.ts";

browserTests(
  "search, threads and notifications",
  (test) => {
    test("[U36.1] a thread is open beside its channel for both, with exact counts; it can be followed or not, and is read when it was seen", async (world) => {
      const id = await world.channel("harbour", ["ann", "bob"]);
      const [annClient, bobClient] = [await world.client("ann"), await world.client("bob")];
      const { seq } = await (await annClient.join(id)).send("Who brings the ropes?");
      const ann = await world.person("ann", { path: `/c/${id}?thread=${seq}` });
      const bob = await world.person("bob", { path: `/c/${id}?thread=${seq}`, theme: "dark" });
      const [annThread, bobThread] = [ann, bob].map(({ page }) =>
        page.getByRole("complementary", { name: "Thread" }),
      );
      await bobThread!.getByText("Who brings the ropes?").waitFor();
      await bobThread!.getByRole("button", { name: "Follow", exact: true }).waitFor();
      await bobThread!.getByRole("textbox", { name: /Message|Reply/ }).fill("I do");
      await bob.page.keyboard.press("Enter");
      await annThread!.getByText("I do", { exact: true }).waitFor();
      // Who writes in it follows it.
      const stop = bobThread!.getByRole("button", { name: "Following" });
      await stop.waitFor();
      await annThread!.getByText("1 reply").waitFor();
      await expectAccessible(ann.page);
      await screenshot(ann.page, "thread-light");
      await screenshot(bob.page, "thread-dark");
      await stop.click();
      await bobThread!.getByRole("button", { name: "Follow", exact: true }).waitFor();
      // What Ann hasn't seen counts, until she opens it.
      await annThread!.getByRole("textbox", { name: /Message|Reply/ }).press("Escape");
      await annThread!.waitFor({ state: "detached" });
      const channel = await bobClient.join(id);
      await channel.send("and @ann the sails", { thread: seq });
      await channel.send("and the oars", { thread: seq });
      await ann.link(/^Threads/).click();
      const card = ann.page.getByRole("link", { name: /Who brings the/ });
      await card.getByText("2 new replies").waitFor();
      await card.getByText("1 mentions you").waitFor();
      await channel.send("and the anchor", { thread: seq });
      await card.getByText("3 new replies").waitFor();
      await expectAccessible(ann.page);
      await screenshot(ann.page, "threads");
      await card.click();
      await annThread!.getByText("and the anchor").waitFor();
      await eventually(async () => {
        const { threads } = await annClient.threads();
        expect(threads.map(({ unread, root }) => [root?.replies?.count, unread])).toEqual([[4, 0]]);
      });
      await ann.page.goto("/threads");
      await ann.page.getByRole("radio", { name: "Unread" }).check();
      await ann.page.getByText("You have read all threads.").waitFor();
    });

    test("[U36.2] a search with filters, completed by keys, finds a message of long ago and leads to it", async (world) => {
      const id = await world.channel("library", ["ann", "bob"]);
      const bob = await (await world.client("bob")).join(id);
      const ann = await (await world.client("ann")).join(id);
      await bob.send("The Kraków atlas is on the third shelf");
      for (let i = 1; i <= 130; i++) await ann.send(`filler ${i}`);
      await ann.send("krakow is far away");
      const reader = await world.person("ann", { path: "/threads" });
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
  },
  { worker: true },
);
