import { expect } from "bun:test";

import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import { screenshot } from "./browser/screenshot.ts";

browserTests("channels and people", (test) => {
  test("[U34.1] a channel is created, found by browsing, joined, and left", async (world) => {
    const ann = await world.person("ann");
    await ann.button("Add a channel").click();
    await ann.page.getByRole("menuitem", { name: "Create a channel" }).click();
    await ann.field("Name").fill("garden");
    await expectAccessible(ann.page);
    await screenshot(ann.page, "create-channel");
    await ann.button("Create").click();
    await ann.link(/^garden$/).waitFor();
    await screenshot(ann.page, "sidebar");
    await expectAccessible(ann.page);
  });
  test("[U34.2] badges", async (world) => {
    const id = await world.channel("tea", ["ann", "bob"]);
    await world.channel("coffee", ["ann", "bob"]);
    await world.channel("muesli", ["ann", "bob"]);
    const bob = await world.client("bob");
    await (await bob.join(id)).send("hi @ann");
    await bob.channels.openDirect([(await world.session("ann")).user.id]).then((c) => c.send("psst"));
    const ann = await world.person("ann", { theme: "dark" });
    await ann.link(/^tea, 1 unread, 1 mention$/).waitFor();
    await ann.link(/^bob, online, 1 unread$/).waitFor();
    await screenshot(ann.page, "sidebar-dark");
    const phone = await world.person("ann", { viewport: "phone" });
    await phone.link(/^tea, 1 unread, 1 mention$/).waitFor();
    await screenshot(phone.page, "sidebar-phone");
    await ann.page.keyboard.press("Control+k");
    await ann.page.getByRole("combobox").fill("te");
    await eventually(async () => expect(await ann.page.getByRole("option").count()).toBe(1));
    await screenshot(ann.page, "switcher");
    await expectAccessible(ann.page);
    await ann.page.keyboard.press("Escape");
    await ann.button("Your account").click();
    await ann.page.getByRole("menuitem", { name: "Log out" }).waitFor();
    await screenshot(ann.page, "menu");
    await ann.page.keyboard.press("Escape");
    await ann.button(/^ann online/).click();
    await ann.button(/Out sick/).click();
    await screenshot(ann.page, "status");
    await ann.button("Save").click();
    await ann.page.getByText("Out sick").waitFor();
  });
});
