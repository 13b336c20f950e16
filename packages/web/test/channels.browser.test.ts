import { expect } from "bun:test";

import type { Locator } from "playwright-core";

import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import type { Person } from "./browser/person.ts";
import { screenshot } from "./browser/screenshot.ts";

browserTests("channels and people", (test) => {
  test("[U34.1] a channel is created, found by browsing, looked at, joined, and left", async (world) => {
    const [ann, bob] = [await world.person("ann"), await world.person("bob", { path: "/browse" })];
    await choose(ann, "Add a channel", "Create a channel");
    await ann.field("Name").fill("garden");
    await expectAccessible(ann.page);
    await screenshot(ann.page, "create-channel");
    await ann.button("Create").click();
    await title(ann, "garden").waitFor();
    await bob.page.reload();
    await bob.field("Find a channel").fill("gar");
    await bob.link(/garden/).click();
    await bob.page.getByText("You are looking at a channel that you aren't in.").waitFor();
    await expectAccessible(bob.page);
    await bob.button("Join").click();
    await title(bob, "garden").waitFor();
    await choose(bob, "More about this channel", "Leave");
    await bob.page.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
    await eventually(async () => expect(await bob.link(/^garden$/).count()).toBe(0));
    await bob.page.goto("/browse");
    await bob.button("Join garden").click();
    await bob.link(/^garden$/).waitFor();
  });

  test("[U34.2] badges count alike in all browsers of a user, and go when the channel is read in another", async (world) => {
    const id = await world.channel("tea", ["cat", "dan"]);
    await world.channel("quiet", ["cat", "dan"]);
    const dan = await world.client("dan");
    const path = `/c/${await world.channel("elsewhere", ["cat"])}`;
    const [desk, phone] = [
      await world.person("cat", { path, theme: "dark" }),
      await world.person("cat", { viewport: "phone" }),
    ];
    const tea = await dan.join(id);
    for (const words of ["one", "two", "three @cat"]) await tea.send(words);
    const direct = await dan.channels.openDirect([(await world.client("cat")).me!.id]);
    await direct.send("psst");
    for (const person of [desk, phone]) {
      await person.link(/^tea, 3 unread, 1 mention$/).waitFor();
      await person.link(/^dan, online, 1 unread$/).waitFor();
      await person.link(/^Mentions, 1 unread$/).waitFor();
    }
    await screenshot(desk.page, "sidebar-dark");
    await screenshot(phone.page, "sidebar-phone");
    await expectAccessible(desk.page);
    await expectAccessible(phone.page);
    const elsewhere = await (await world.client("cat")).join(id);
    await elsewhere.markRead(elsewhere.position.seq);
    await desk.link(/^tea$/).waitFor();
    await desk.link(/^Mentions$/).waitFor();
    await phone.link(/^tea$/).click();
    await title(phone, "tea").waitFor();
    await phone.button("Back").click();
    await phone.link(/^tea$/).waitFor();
  });

  test("[U34.3] favourites, notification levels and topics are the same in all browsers", async (world) => {
    const id = await world.channel("plants", ["eve"]);
    const [desk, other] = [await world.person("eve", { path: `/c/${id}` }), await world.person("eve")];
    await desk.button("Favourite").click();
    await other.page
      .getByRole("region", { name: "Favourites" })
      .getByRole("link", { name: /^plants/ })
      .waitFor();
    await desk.button("Notifications").click();
    await desk.page.getByRole("menuitemcheckbox", { name: "Nothing" }).click();
    await other.link(/^plants, muted$/).waitFor();
    await desk.button("Add a topic").click();
    await desk.field("Topic").fill("water them");
    await desk.page.keyboard.press("Enter");
    await other.link(/^plants/).click();
    await other.page.getByText("water them").waitFor();
    await screenshot(desk.page, "channel-header");
  });

  test("[U34.4] one writes to one, and to several, by their names", async (world) => {
    for (const name of ["gus", "hal"]) (await world.client(name)).close();
    const fay = await world.person("fay");
    await newMessage(fay, ["gus"]);
    await title(fay, "gus").waitFor();
    await newMessage(fay, ["gus", "hal"]);
    await title(fay, "gus, hal").waitFor();
    const gus = await world.person("gus");
    await gus.link(/^fay, online$/).waitFor();
    await fay.link(/^gus, online$/).waitFor();
    await gus.link(/^hal, fay$/).waitFor();
    await gus.leave();
    await fay.link(/^gus, offline$/).waitFor();
  });

  test("[U34.5] who has an invite link sees what it is for, and joins", async (world) => {
    const [ivy, jon] = [await world.person("ivy"), await world.person("jon")];
    const { id } = await (await world.client("ivy")).channels.create({ name: "secret", kind: 2 });
    await ivy.page.goto(`/c/${id}?panel=invites`);
    await ivy.button("Create an invite link").click();
    const link = await ivy.page.getByRole("textbox", { name: "Invite link" }).inputValue();
    await screenshot(ivy.page, "invites");
    await expectAccessible(ivy.page);
    await jon.page.goto(new URL(link).pathname);
    await jon.heading("You are invited to secret").waitFor();
    await expectAccessible(jon.page);
    await jon.button("Join").click();
    await title(jon, "secret").waitFor();
    await ivy.button("Revoke").click();
    await ivy.page.getByText("There is no invite link.").waitFor();
  });

  test("[U34.6] members have roles, which say what they may do with others", async (world) => {
    await Promise.all(["lou", "max"].map((name) => world.client(name)));
    const { id } = await (await world.client("kim")).channels.create({ name: "hall" });
    const path = `/c/${id}?panel=members`;
    const kim = await world.person("kim", { path });
    await kim.button("Add people").click();
    for (const name of ["lou", "max"]) await pick(kim, name);
    await screenshot(kim.page, "add-people");
    await kim.page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
    await kim.page.getByText("3 members").waitFor();
    const max = await world.person("max", { path });
    await max.page.getByText("3 members").waitFor();
    expect(await max.button("What to do with lou").count()).toBe(0);
    await choose(kim, "What to do with max", "Make moderator");
    await choose(max, "What to do with lou", "Ban");
    await max.field("Reason").fill("noise");
    await max.page.getByRole("dialog").getByRole("button", { name: "Ban" }).click();
    await kim.page.getByText("2 members").waitFor();
    await kim.page.getByText("noise").waitFor();
    await screenshot(kim.page, "members");
    await expectAccessible(kim.page);
    await kim.button("Lift the ban").click();
    await eventually(async () => expect(await kim.page.getByText("noise").count()).toBe(0));
    await kim.button(/^max/).click();
    await kim.page.getByRole("dialog", { name: "Profile of max" }).getByText("Moderator").waitFor();
    await screenshot(kim.page, "profile");
    await expectAccessible(kim.page);
    await kim.button(/^Message$/).click();
    await title(kim, "max").waitFor();
  });

  test("[U34.7] a channel's settings, pins, files and webhooks stand beside it; archived, it can be brought back", async (world) => {
    const owner = await world.client("ned");
    const channel = await owner.channels.create({ name: "office" });
    const { seq } = await channel.send("keep this");
    await channel.message(seq).pin();
    await channel.send("", { files: [(await owner.upload(new File(["a,b"], "table.csv"))).id] });
    const ned = await world.person("ned", { path: `/c/${channel.id}?panel=pins` });
    await ned.page.getByRole("complementary").getByText("keep this").waitFor();
    await choose(ned, "More about this channel", "Files");
    await ned.page.getByRole("complementary").getByText("table.csv").waitFor();
    await choose(ned, "More about this channel", "Webhooks");
    await ned.button("Add an incoming webhook").click();
    await ned.field("Name").fill("builds");
    await ned.button("Create").click();
    expect(await ned.field("Address to post to").inputValue()).toStartWith(`${world.server.url}/hooks/`);
    await ned.button("Done").click();
    await ned.button("Add an outgoing webhook").click();
    await ned.field("Name").fill("mirror");
    await ned.field("Address that is told").fill("https://example.org/hook");
    await ned.field("Also edits, deletions and reactions").check();
    await ned.field("In Slack's format, as a form").check();
    await ned.button("Create").click();
    await ned.page.getByText("Outgoing: https://example.org/hook").waitFor();
    const told = await ned.page.getByRole("listitem").filter({ hasText: "mirror" }).innerText();
    expect(told).toContain("Also edits, deletions and reactions");
    expect(told).toContain("In Slack's format");
    await screenshot(ned.page, "webhooks");
    await expectAccessible(ned.page);
    await choose(ned, "More about this channel", "Settings");
    await ned.field("Name").fill("bureau");
    await ned.field("Slow mode").selectOption("30 seconds");
    await ned.button("Save").click();
    await title(ned, "bureau").waitFor();
    await screenshot(ned.page, "channel-settings");
    await expectAccessible(ned.page);
    await ned.page.getByRole("complementary").getByRole("button", { name: "Archive" }).click();
    await ned.page.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
    await eventually(async () => expect(await ned.link(/^bureau/).count()).toBe(0));
    await ned.button("Bring back").click();
    await ned.link(/^bureau/).waitFor();
  });

  test("[U34.8] a status and do not disturb are seen by others", async (world) => {
    const pat = await world.client("pat");
    const direct = await pat.channels.openDirect([(await world.client("oda")).me!.id]);
    await direct.send("hello");
    const oda = await world.person("oda");
    const watching = await world.person("pat");
    await oda.button(/^oda online/).click();
    await oda.button(/Out sick/).click();
    await screenshot(oda.page, "status");
    await expectAccessible(oda.page);
    await oda.button("Save").click();
    await oda.button(/Out sick/).waitFor();
    await oda.button("Your account").click();
    await screenshot(oda.page, "menu");
    await oda.page.getByRole("menuitemcheckbox", { name: "Do not disturb" }).click();
    await watching.link(/^oda, do not disturb/).waitFor();
  });

  test("[U34.9] with the keyboard alone one goes to any of hundreds of channels", async (world) => {
    const admin = await world.client("quin");
    const make = (at: number) => admin.channels.create({ name: `room-${String(at).padStart(4, "0")}` });
    for (let from = 0; from < 200; from += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, at) => make(from + at)));
    }
    const quin = await world.person("quin");
    const { keyboard } = quin.page;
    await quin.link(/^room-0001$/).waitFor();
    await keyboard.press("Control+k");
    await quin.page.getByRole("combobox").fill("m-0177");
    await quin.page.getByRole("option", { name: /room-0177/ }).waitFor();
    await expectAccessible(quin.page);
    await screenshot(quin.page, "switcher");
    await keyboard.press("Enter");
    await title(quin, "room-0177").waitFor();
    await keyboard.press("Alt+ArrowDown");
    await title(quin, "room-0178").waitFor();
    await keyboard.press("Alt+ArrowUp");
    await title(quin, "room-0177").waitFor();
    const other = await world.client("ros");
    await (await other.join("room-0002")).send("here");
    await quin.button("More unread above").click();
    await eventually(async () => expect(await isInSight(quin.link(/^room-0002, 1 unread$/))).toBe(true));
    await keyboard.press("Alt+Shift+ArrowDown");
    await title(quin, "room-0002").waitFor();
    await keyboard.press("Control+/");
    await quin.heading("Keyboard shortcuts").waitFor();
    await expectAccessible(quin.page);
  });

  test("[U34.10] on a phone each list beside the sidebar leads back to it", async (world) => {
    const ray = await world.person("ray", { viewport: "phone" });
    const sidebar = ray.page.getByRole("navigation", { name: "Channels and people" });
    for (const path of ["/browse", "/drafts", "/threads", "/mentions", "/search?q="]) {
      await ray.page.goto(path);
      await ray.button("Back").click();
      await sidebar.waitFor();
    }
  });
});

/** Of what is open. */
function title(person: Person, name: string): Locator {
  return person.page.getByRole("heading", { name, level: 1, exact: true });
}

async function choose(person: Person, menu: string, item: string): Promise<void> {
  await person.button(menu).click();
  await person.page.getByRole("menuitem", { name: item, exact: true }).click();
}

async function newMessage(person: Person, names: readonly string[]): Promise<void> {
  await person.button("New message").click();
  for (const name of names) await pick(person, name);
  await person.button("Open").click();
}

async function pick(person: Person, name: string): Promise<void> {
  const dialog = person.page.getByRole("dialog");
  await dialog.getByLabel(/Find people|Add people/).fill(name);
  await dialog.getByRole("button", { name, exact: true }).click();
  await dialog.getByRole("button", { name: `Remove ${name}` }).waitFor();
}

async function isInSight(link: Locator): Promise<boolean> {
  return link.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
}
