import { expect } from "bun:test";

import { NotificationLevel, PresenceKind } from "@hubbub/client";

import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import type { World } from "./browser/world.ts";
import { Notified } from "./notifications/notified.ts";

/** For a connection that was cut to be there again, in ms. */
const BACK_MS = 30_000;

let channels = 0;
/** A channel of these people, with each one's hold of it. */
async function meet(world: World, ...names: string[]) {
  const name = `square-${++channels}`;
  const id = await world.channel(name, names);
  const [one, other] = await Promise.all(names.map(async (each) => (await world.client(each)).join(id)));
  return { name, id, own: one!, other: other! };
}

browserTests("notifications", (test) => {
  test("[U36.10] the page's title and icon tell what is unread, and how much of it is for the user, until it is read", async (world) => {
    const { name, id, other } = await meet(world, "ann", "bob");
    const { page } = await world.person("ann", { path: "/threads" });
    await page.getByRole("link", { name }).waitFor();
    const icon = () => page.locator('link[rel="icon"]').getAttribute("href");
    expect(await page.title()).toBe("Hubbub");
    const plain = await icon();
    await other.send("tea?");
    await eventually(async () => expect(await page.title()).toBe("• Hubbub"));
    await eventually(async () => expect(await icon()).toStartWith("data:image/png"));
    const dotted = await icon();
    await other.send("@ann tea?");
    await other.send("@ann please");
    await eventually(async () => expect(await page.title()).toBe("(2) Hubbub"));
    await eventually(async () => expect([plain, dotted]).not.toContain(await icon()));
    await page.getByRole("link", { name }).click();
    await eventually(async () => expect(await page.title()).toBe(`#${name} · Hubbub`));
    await eventually(async () => expect(await icon()).toBe(plain));
    expect(page.url()).toEndWith(`/c/${id}`);
  });

  test("[U36.11] mentions, direct messages, own words and followed threads are notified of; nothing else is, nor what is looked at, silent or in a quiet time", async (world) => {
    const { name, id, own, other } = await meet(world, "ann", "bob");
    const bob = await world.client("bob");
    const annClient = await world.client("ann");
    const silent = await meet(world, "ann", "bob");
    await silent.own.setPreferences(NotificationLevel.NOTHING, false);
    await annClient.profile.setPreferences({ keywords: ["samovar"] });
    const { seq: root } = await own.send("who has the key?");
    const ann = await Notified.sitDown(world, "ann");
    const next = async (title: string, body: string) =>
      eventually(async () =>
        expect(await ann.open()).toContainEqual(expect.objectContaining({ title, body })),
      );
    const there = `bob in #${name}`;

    await other.send("nothing for anybody");
    await silent.other.send("@ann in silence");
    await other.send("**hi** @ann");
    await next(there, "**hi** @ann");
    // The first message is there as soon as the channel.
    await (await bob.channels.openDirect([annClient.me?.id ?? 0])).send("just us");
    await next("bob", "just us");
    await other.send("the Samovar is hot");
    await next(`${there} (2)`, "the Samovar is hot");
    await other.send("I have", { thread: root });
    await next(`${there} (3)`, "I have");
    // A click leads to where it stands, and what is read there is notified of no more.
    await ann.click(`${there} (3)`);
    await ann.page.getByRole("complementary", { name: "Thread" }).getByText("I have").waitFor();
    expect(ann.page.url()).toContain(`/c/${id}?`);
    await other.send("@ann you look at it");
    await ann.page.getByRole("log").getByText("you look at it").waitFor();
    // Nobody looks at it.
    await ann.look(true);
    await other.send("@ann and now?");
    await next(there, "@ann and now?");
    await annClient.profile.setStatus({}, PresenceKind.DO_NOT_DISTURB);
    await eventually(async () =>
      expect((await bob.user(annClient.me?.id ?? 0))?.presence).toBe(PresenceKind.DO_NOT_DISTURB),
    );
    await other.send("@ann not to be disturbed");
    await annClient.profile.setStatus({});
    await annClient.profile.setPreferences({ quietUntil: Date.now() + 60_000 });
    await other.send("@ann in a quiet time");
    await annClient.profile.setPreferences({});
    await other.send("@ann at last");
    await next(`${there} (2)`, "@ann at last");
    expect(await ann.told()).toEqual([there, "bob", `${there} (2)`, `${there} (3)`, there, `${there} (2)`]);
  });

  test("[U36.12] of several tabs one tells, and none tells what is looked at in another; what is read on another device is put away", async (world) => {
    const { name, id, own, other } = await meet(world, "ann", "bob");
    const quiet = await meet(world, "ann", "bob");
    const ann = await Notified.sitDown(world, "ann");
    const second = await ann.person.context.newPage();
    await second.goto(`/c/${quiet.id}`);
    await ann.settle(second, 2);
    await second.getByRole("log").waitFor();
    await quiet.other.send("@ann seen at once");
    await second.getByText("seen at once").waitFor();
    const { seq } = await other.send("@ann once");
    await eventually(async () => expect(await ann.open()).toHaveLength(1));
    expect(await ann.open()).toEqual([
      { title: `bob in #${name}`, body: "@ann once", path: `/c/${id}?at=${seq}` },
    ]);
    expect([...(await ann.told()), ...(await ann.told(second))]).toEqual([`bob in #${name}`]);
    await own.markRead(seq);
    await eventually(async () => expect(await ann.open()).toEqual([]));
    // When the one that tells is closed, another does.
    await second.bringToFront();
    await ann.page.close();
    await ann.oneTells(second, 1);
    await other.send("@ann again");
    await eventually(async () => expect(await ann.told(second)).toEqual([`bob in #${name}`]));
  });

  test("[U36.13] with sounds a message is heard, several at once as one, and its notification is silent; without, all are silent", async (world) => {
    const { other } = await meet(world, "ann", "bob");
    const [loud, soundless, bare] = [
      await Notified.sitDown(world, "ann"),
      await Notified.sitDown(world, "ann", { settings: { sounds: false } }),
      await Notified.sitDown(world, "ann", { settings: { notifications: false } }),
    ];
    await Promise.all([other.send("@ann one"), other.send("@ann two"), other.send("@ann three")]);
    for (const each of [loud, soundless]) {
      await eventually(async () => expect(await each.open()).toHaveLength(1));
      expect((await each.watch()).told.every(({ silent }) => silent)).toBe(true);
    }
    expect((await loud.watch()).sounds).toBe(1);
    expect((await soundless.watch()).sounds).toBe(0);
    await eventually(async () => expect((await bare.watch()).sounds).toBe(1));
    expect(await bare.open()).toEqual([]);
  });

  test("[U36.14] what came while the connection was lost is told of once for each channel, of many by one notification, and after a reload not at all", async (world) => {
    const few = [await meet(world, "ann", "bob"), await meet(world, "ann", "bob")];
    const ann = await Notified.sitDown(world, "ann");
    await ann.look(true);
    ann.person.line.cut();
    await ann.page.getByText("You are offline.").waitFor();
    for (let at = 1; at <= 20; at++) for (const { other } of few) await other.send(`@ann missed ${at}`);
    ann.person.line.restore();
    const titles = few.map(({ name }) => `bob in #${name} (20)`);
    await eventually(async () => {
      expect((await ann.open()).map(({ title }) => title).toSorted()).toEqual(titles);
    }, BACK_MS);
    expect((await ann.told()).toSorted()).toEqual(titles);

    const many = [...few, await meet(world, "ann", "bob"), await meet(world, "ann", "bob")];
    await eventually(async () =>
      expect(await ann.page.getByRole("link", { name: many[3]!.name }).count()).toBe(1),
    );
    ann.person.line.cut();
    await ann.page.getByText("You are offline.").waitFor();
    for (const { other } of many) await other.send("@ann again");
    ann.person.line.restore();
    await eventually(async () => expect(await ann.told()).toHaveLength(3), BACK_MS);
    expect((await ann.told())[2]).toBe("4 new messages in 4 channels");
    await ann.click("4 new messages in 4 channels");
    await ann.page.getByRole("log").getByText("again").waitFor();

    await few[0]!.other.send("@ann while you reload");
    await ann.page.reload();
    await ann.settle();
    await few[1]!.other.send("@ann and now");
    await eventually(async () => expect(await ann.told()).toEqual([`bob in #${few[1]!.name}`]));
  });

  test("[U36.15] what the page has told of isn't told again by a push, nor the other way round; who logs out is told no more", async (world) => {
    const { name, id, other } = await meet(world, "ann", "bob");
    const ann = await Notified.sitDown(world, "ann");
    const title = `bob in #${name}`;
    const pushed = { channel: id, thread: 0, reason: "mention", count: 1, title, body: "by a push" };
    const bodies = async () => (await ann.open()).map(({ body }) => body);
    const { seq } = await other.send("@ann by the page");
    await eventually(async () => expect(await bodies()).toEqual(["@ann by the page"]));
    // It was put away: the push of it brings nothing back, and one of a later message does.
    await ann.worker.evaluate(async () => {
      const { registration } = globalThis as unknown as ServiceWorkerGlobalScope;
      for (const open of await registration.getNotifications()) open.close();
    });
    const at = Date.now() - 60_000;
    await ann.push({ ...pushed, seq, at });
    await ann.push({ ...pushed, seq: seq + 1, at: Date.now(), body: "a later one" });
    await eventually(async () => expect(await bodies()).toEqual(["a later one"]));
    await ann.push({ ...pushed, seq, at });
    // The page hears of an older one than was pushed.
    await ann.push({ ...pushed, seq: seq + 2, at: Date.now() + 60_000, body: "pushed first" });
    await eventually(async () => expect(await bodies()).toEqual(["pushed first"]));
    await other.send("@ann late");
    const another = await meet(world, "ann", "bob");
    await another.other.send("@ann elsewhere");
    await eventually(async () => expect(await ann.told()).toEqual([title, `bob in #${another.name}`]));
    await ann.page.goto("/settings/sessions");
    await ann.person.button("Log out").first().click();
    await ann.page.getByLabel("Password", { exact: true }).waitFor();
    await eventually(async () => expect(await ann.open()).toEqual([]));
  });
});
