import { expect } from "bun:test";

import { Hubbub } from "@hubbub/client";

import { dialogButton, open, secret } from "./admin/pages.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import { screenshot } from "./browser/screenshot.ts";

browserTests("moderation and integrations", (test) => {
  test("[U35.5] a reported message is deleted with its report, which the audit log tells", async (world) => {
    const id = await world.channel("market", ["ann", "bob"]);
    const channel = await (await world.client("ann")).join(id);
    const { seq } = await channel.send("buy my watches");
    await (await (await world.client("bob")).join(id)).message(seq).report("This is advertising");
    const bob = await world.person("bob", { path: `/c/${id}` });
    await bob.page.getByText("buy my watches").waitFor();
    const admin = await open(world, "reports");
    await admin.page.getByText("This is advertising").waitFor();
    const link = await admin.link("Look at it in the channel").getAttribute("href");
    expect(link).toBe(`/c/${id}?at=${seq}`);
    await admin.button("Resolve").click();
    await admin.field("Delete the message for good").check();
    await admin.field("Note").fill("not here");
    await dialogButton(admin, "Resolve").click();
    await admin.page.getByText("No report is open. Well done.").waitFor();
    await eventually(async () => expect(await bob.page.getByText("buy my watches").count()).toBe(0));
    await admin.field("Shown").selectOption("All reports");
    await admin.page.getByText("not here").waitFor();
    await admin.link("Audit log").click();
    await admin.page.getByText("resolved a report in #market and deleted the message").waitFor();
    await admin.field(/^Channel$/).selectOption("#market");
    await eventually(async () =>
      expect(await admin.page.getByRole("list", { name: "Audit log" }).innerText()).toContain("#market"),
    );
    await admin.field("What was done").selectOption("Word rules");
    await admin.page.getByText("Nothing like that was done yet.").waitFor();
    await admin.field("What was done").selectOption("Reports resolved");
    const log = admin.page.getByRole("list", { name: "Audit log" }).locator("> li");
    await eventually(async () => expect(await log.allInnerTexts()).toHaveLength(1));
    expect(await log.first().innerText()).toContain("resolved a report in #market");
    await screenshot(admin.page, "admin-audit");
  });

  test("[U35.9] a word that is ruled out is masked, until the rule is removed", async (world) => {
    const id = await world.channel("lab", ["ann"]);
    const admin = await open(world, "words");
    await admin.field("Word or phrase").fill("darn*");
    await admin.button("Add rule").click();
    await admin.page.getByRole("cell", { name: "darn*", exact: true }).waitFor();
    const ann = await (await world.client("ann")).join(id);
    const { seq } = await ann.send("darned thing");
    expect((await ann.get([seq])).messages[0]?.message?.text).toBe("****** thing");
    await admin.button("Remove: darn*").click();
    await admin.page.getByText("There are no rules here.").waitFor();
  });

  test("[U35.6] a bot writes with a token that was shown once, until it is revoked", async (world) => {
    const id = await world.channel("builds", ["ann"]);
    const ann = await world.person("ann", { path: `/c/${id}` });
    const admin = await open(world, "bots");
    await admin.button("Add bot").click();
    await admin.field("Name").fill("builder");
    await dialogButton(admin, "Add bot").click();
    await admin.button("Tokens of builder").click();
    await admin.page.getByText("This bot has no token yet: it can't connect.").waitFor();
    await admin.button("New token").click();
    await admin.field("What it is for").fill("the build machine");
    await admin.button("Make token").click();
    const botToken = await secret(admin, "Token");
    expect(botToken).toStartWith("hbt_");
    const bot = await Hubbub.connect({ url: world.server.url, botToken });
    await (await bot.join(id)).send("build 17 is green");
    await ann.page.getByText("build 17 is green").waitFor();
    await admin.button("Done").click();
    await admin.button("Revoke: the build machine").click();
    await admin.page.getByText("This bot has no token yet: it can't connect.").waitFor();
    bot.close();
    await expect(Hubbub.connect({ url: world.server.url, botToken })).rejects.toThrow();
  });

  test("[U35.13] webhooks and slash commands are made, show their secrets once, and are taken away", async (world) => {
    await world.channel("hooks", []);
    const admin = await open(world, "webhooks");
    await admin.button("Add webhook").click();
    await admin.page.getByRole("dialog").getByLabel("Channel").selectOption("#hooks");
    await admin.field("Name").fill("CI");
    await dialogButton(admin, "Add webhook").click();
    const hook = await secret(admin, "Address to post to");
    expect(
      (await fetch(hook, { method: "POST", body: JSON.stringify({ text: "from outside" }) })).status,
    ).toBe(200);
    await admin.button("Done").click();
    await admin.button("Delete: CI").click();
    await dialogButton(admin, "Delete").click();
    await admin.page.getByText("There are no webhooks here.").waitFor();

    await admin.link("Slash commands").click();
    await admin.button("Add command").click();
    await admin.field("Name, without the slash").fill("weather");
    await admin.field("Address").fill("http://127.0.0.1:9/none");
    await dialogButton(admin, "Add command").click();
    expect(await secret(admin, "Key of its signatures")).not.toBe("");
    await admin.button("Done").click();
    await admin.page.getByRole("cell", { name: "/weather", exact: true }).waitFor();
  });
});
