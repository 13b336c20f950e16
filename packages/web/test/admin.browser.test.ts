import { expect } from "bun:test";

import { Accounts, Hubbub } from "@hubbub/client";

import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import type { Person } from "./browser/person.ts";
import { screenshot } from "./browser/screenshot.ts";
import { passwordOf, type World } from "./browser/world.ts";

const PAGES = {
  health: "Health",
  settings: "Settings",
  channels: "Channels",
  emoji: "Custom emoji",
  users: "Users",
  invitations: "Invitations",
  reports: "Reports",
  words: "Word rules",
  audit: "Audit log",
  webhooks: "Webhooks",
  commands: "Slash commands",
  bots: "Bots",
} as const;
/** A PNG of one pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

browserTests("administration", (test) => {
  test("[U35.1] who is no administrator is told so and sees nothing else", async (world) => {
    const ann = await world.person("ann", { path: "/admin/users" });
    await ann.page.getByText("Only administrators of this server can see this page.").waitFor();
    expect(await ann.page.getByRole("table").count()).toBe(0);
  });

  test("[U35.2] who is disabled is told so at once, and comes back when enabled; names and roles are found and changed", async (world) => {
    const dora = await world.person("dora");
    const admin = await open(world, "users");
    await admin.field("Search by name or e-mail").fill("DO");
    await eventually(async () => expect(await rows(admin)).toHaveLength(1));
    await choose(admin, "dora", "Disable");
    await admin.page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
    await row(admin, "dora").getByText("Disabled").waitFor();
    await dora.button(/^Log in$/).waitFor();
    dora.complaints.allow(/status of 40[13]/);
    const accounts = new Accounts(world.server.url);
    const credentials = { name: "dora", password: passwordOf("dora") };
    await expect(accounts.login(credentials)).rejects.toThrow();
    await choose(admin, "dora", "Enable");
    await row(admin, "dora").getByText("Active").waitFor();
    expect((await accounts.login(credentials)).user.name).toBe("dora");
    await choose(admin, "dora", "Make guest");
    await row(admin, "dora").getByText("Guest").waitFor();
    expect((await accounts.login(credentials)).user.guest).toBe(true);
    await choose(admin, "dora", "Make member");
    await row(admin, "dora").getByText("Member").waitFor();
  });

  test("[U35.3] the link for another password is shown once, and is good once", async (world) => {
    await world.client("carla");
    const admin = await open(world, "users");
    await choose(admin, "carla", "Reset password");
    const link = await secret(admin, "Link");
    expect(link).toStartWith(`${world.server.url}/reset-password#code=`);
    await admin.button("Done").click();
    const accounts = new Accounts(world.server.url);
    const code = link.split("code=")[1] ?? "";
    await accounts.resetPassword(code, "an other long password");
    const session = await accounts.login({ name: "carla", password: "an other long password" });
    expect(session.user.name).toBe("carla");
    await expect(accounts.resetPassword(code, "a third long password")).rejects.toThrow();
  });

  test("[U35.4] an invitation makes as many accounts as it says, until it is revoked", async (world) => {
    const admin = await open(world, "invitations");
    await admin.button("Invite people").click();
    await admin.field("How many accounts it is good for").fill("0");
    await admin.page.getByText("A whole number from 1 to 10,000.").waitFor();
    await admin.field("How many accounts it is good for").fill("2");
    await admin.field("They are guests: they see only the channels they are put into").check();
    await dialogButton(admin, "Invite people").click();
    const link = await secret(admin, "Link");
    expect(link).toStartWith(`${world.server.url}/join#invitation=`);
    const invitation = link.split("invitation=")[1] ?? "";
    const accounts = new Accounts(world.server.url);
    const guest = await accounts.signup({ name: "gus", password: passwordOf("gus"), invitation });
    expect(guest.user.guest).toBe(true);
    await admin.button("Done").click();
    await admin.button(/^Revoke: Invitation/).click();
    await admin.page.getByText("No invitation is open.").waitFor();
    const late = accounts.signup({ name: "late", password: passwordOf("late"), invitation });
    await expect(late).rejects.toThrow();
  });

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

  test("[U35.7] settings are checked, undone, and saved for everybody", async (world) => {
    const id = await world.channel("welcome", []);
    const admin = await open(world, "settings");
    const name = admin.field("Name of the server");
    await name.fill("The Tea House");
    await admin.button("Undo").click();
    expect(await name.inputValue()).toBe("Hubbub");
    expect(await admin.button("Save").count()).toBe(0);
    await name.fill("The Tea House");
    await admin.field("Own messages can be edited for").fill("soon");
    expect(await admin.button("Save").isDisabled()).toBe(true);
    await admin.field("Own messages can be edited for").fill("15");
    await admin.field("#welcome").check();
    await admin.field("Messages are kept for").fill("365");
    await admin.button("Save").click();
    await dialogButton(admin, "Save").click();
    await admin.page.getByText("The settings are saved.").waitFor();
    const settings = await (await world.client("ann")).server.settings();
    expect(settings).toMatchObject({ name: "The Tea House", editMinutes: 15, retentionDays: 365 });
    expect(settings.defaultChannels).toEqual([id]);
    const newcomer = await world.client("nora");
    await eventually(async () =>
      expect((await newcomer.channels.list()).some((one) => one.id === id && one.member)).toBe(true),
    );
    const other = await open(world, "settings");
    expect(await other.field("Name of the server").inputValue()).toBe("The Tea House");
  });

  test("[U35.8] the graphs show the load as it comes, and go on when the server was started again", async (world) => {
    const id = await world.channel("busy", ["ann", "bob"]);
    const channel = await (await world.client("ann")).join(id);
    const admin = await open(world, "health");
    await admin.button("Last minute").click();
    const traffic = admin.page.getByRole("img", { name: /^Messages and deliveries/ });
    await eventually(async () => {
      await Promise.all(Array.from({ length: 20 }, (_, i) => channel.send(`load ${i}`)));
      expect(await traffic.getAttribute("aria-label")).toMatch(/Deliveries [\d,.]*[1-9][\d,.]*\/s/);
    });
    await admin.page.getByText(/All is well|needs? attention/).waitFor();
    await admin.page.getByText("Messages and deliveries as a table").click();
    const table = admin.page
      .getByRole("region", { name: "Messages and deliveries as a table" })
      .getByRole("row");
    await eventually(async () => expect(await table.count()).toBeGreaterThan(2));
    expect(await inked(admin)).toBe(true);
    await world.server.kill();
    const last = await table.nth(1).innerText();
    await world.server.startAgain();
    await eventually(async () => expect(await table.nth(1).innerText()).not.toBe(last), 30_000);
    await screenshot(admin.page, "admin-health");
  });

  test("[U35.9] words are masked, webhooks, commands, emoji and channels are made and taken away", async (world) => {
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

    await admin.link("Webhooks").click();
    await admin.button("Add webhook").click();
    await admin.page.getByRole("dialog").getByLabel("Channel").selectOption("#lab");
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

    await admin.link("Custom emoji").click();
    await admin.button("Add emoji").click();
    await admin.field("Image").setInputFiles({ name: "Party Hat.png", mimeType: "image/png", buffer: PIXEL });
    expect(await admin.page.getByRole("dialog").getByLabel("Name").inputValue()).toBe("party_hat");
    await dialogButton(admin, "Add emoji").click();
    await admin.page.getByRole("cell", { name: ":party_hat:", exact: true }).waitFor();
    await admin.button("Delete :party_hat:").click();
    await dialogButton(admin, "Delete").click();
    await admin.page.getByText("The server has no emoji of its own yet.").waitFor();

    await admin.page
      .getByRole("navigation", { name: "Administration pages" })
      .getByRole("link", { name: "Channels" })
      .click();
    await choose(admin, "#lab", "Change how long messages are kept");
    await admin.field("Days").fill("30");
    await dialogButton(admin, "Save").click();
    await row(admin, "#lab").getByText("30 days").waitFor();
    await choose(admin, "#lab", "Archive");
    await dialogButton(admin, "Archive").click();
    await row(admin, "#lab").getByText("Archived").waitFor();
    await expect(ann.send("is anybody there?")).rejects.toThrow();
    await choose(admin, "#lab", "Bring back");
    await eventually(async () => expect((await ann.send("again")).seq).toBeGreaterThan(seq));
  });

  test(
    "[U35.10] each page is accessible, also in the dark and on a phone",
    async (world) => {
      await world.channel("tea", ["ann"]);
      const admin = await open(world, "health");
      for (const title of Object.values(PAGES)) await visit(admin, title);
      const dark = await open(world, "health", { theme: "dark", viewport: "phone" });
      for (const title of [PAGES.users, PAGES.settings, PAGES.words, PAGES.health]) {
        await visit(dark, title);
        const overflow = await dark.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      }
    },
    { timeoutMs: 150_000 },
  );
});

/** Goes to a page by the navigation, and lets axe look at it once it is loaded. */
async function visit({ page }: Person, title: string): Promise<void> {
  const pages = page.getByRole("navigation", { name: "Administration pages" });
  await pages.getByRole("link", { name: title, exact: true }).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await eventually(async () => expect(await page.getByText("Loading…").count()).toBe(0));
  await expectAccessible(page, { within: "main" });
}

async function open(
  world: World,
  page: keyof typeof PAGES,
  options: { theme?: "dark"; viewport?: "phone" } = {},
): Promise<Person> {
  const admin = await world.person("admin", { ...options, path: `/admin/${page}` });
  await admin.page.getByRole("heading", { level: 1, name: PAGES[page] }).waitFor();
  return admin;
}

/** The rows of the page's table, without its head. */
async function rows({ page }: Person): Promise<unknown[]> {
  return page.getByRole("table").locator("tbody").getByRole("row").all();
}

function row({ page }: Person, name: string) {
  return page.getByRole("row", { name });
}

/** One of the actions in the menu of a row. */
async function choose({ page }: Person, name: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

function dialogButton({ page }: Person, name: string) {
  return page.getByRole("dialog").getByRole("button", { name });
}

/** What is told this once. */
async function secret({ page }: Person, label: string): Promise<string> {
  await page.getByText("This is shown only now.").waitFor();
  return page.getByRole("dialog").getByLabel(label).inputValue();
}

/** Whether something is drawn on the first graph. */
function inked({ page }: Person): Promise<boolean> {
  return page.evaluate(() => {
    const canvas = document.querySelector("canvas")!;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value) => value !== 0);
  });
}
