import { expect } from "bun:test";

import type { Locator } from "playwright-core";

import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import type { Person } from "./browser/person.ts";
import { screenshot } from "./browser/screenshot.ts";
import { ADMIN, type World } from "./browser/world.ts";

/** A picture of one red pixel. */
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
const MANY_BYTES = 3 * 2 ** 20;

let channels = 0;
/** A channel of their own, and a browser of each. */
async function meet(
  world: World,
  names: readonly string[],
  options: Parameters<World["person"]>[1] = {},
): Promise<{ id: number; name: string; people: Person[] }> {
  const name = `room-${++channels}`;
  const id = await world.channel(name, [...new Set(names)]);
  const people: Person[] = [];
  for (const each of names) {
    const person = await world.person(each, { ...options, path: `/c/${id}` });
    await written(person).waitFor();
    people.push(person);
  }
  return { id, name, people };
}

/** Where one writes. */
const written = ({ page }: Person): Locator => page.getByRole("textbox", { name: /^Message / });
const log = ({ page }: Person): Locator => page.getByRole("log");

/** Gives the composer files as a drag or a clipboard does. */
async function give(person: Person, kind: "drop" | "paste", name: string, type: string, size: number) {
  await written(person).evaluate(
    (area, { kind, name, type, size, png }) => {
      const bytes =
        type === "image/png"
          ? Uint8Array.from(atob(png), (character) => character.charCodeAt(0))
          : new Uint8Array(size).fill(97);
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name, { type }));
      const about = { bubbles: true, cancelable: true };
      if (kind === "paste")
        area.dispatchEvent(new ClipboardEvent("paste", { ...about, clipboardData: transfer }));
      else {
        const pane = area.closest("section");
        pane?.dispatchEvent(new DragEvent("dragenter", { ...about, dataTransfer: transfer }));
        pane?.dispatchEvent(new DragEvent("drop", { ...about, dataTransfer: transfer }));
      }
    },
    { kind, name, type, size, png: PNG },
  );
}

browserTests(
  "composer",
  (test) => {
    test("[U32.1] Enter sends at once, Shift+Enter begins a line; what is typed anywhere is written, and ↑ edits the last", async (world) => {
      const { people } = await meet(world, ["ann", "bob"]);
      const [ann, bob] = people as [Person, Person];
      // Opening a channel puts the focus there.
      await ann.page.keyboard.type("one");
      await ann.page.keyboard.press("Shift+Enter");
      await ann.page.keyboard.type("two");
      await bob.page.getByText("ann is typing…").waitFor();
      await ann.page.keyboard.press("Enter");
      await log(bob)
        .getByText(/one\s*two/)
        .waitFor();
      expect(await written(ann).inputValue()).toBe("");
      await ann.page.evaluate(() => (document.activeElement as HTMLElement).blur());
      await ann.page.keyboard.type("three");
      expect(await written(ann).inputValue()).toBe("three");
      await ann.page.keyboard.press("Enter");
      await log(bob).getByText("three").waitFor();
      await ann.page.keyboard.press("ArrowUp");
      await ann.page.getByRole("textbox", { name: "Edit message" }).fill("four");
      await ann.page.keyboard.press("Enter");
      await log(bob).getByText("four").waitFor();
    });

    test("[U32.2] people, channels and commands are completed by the keyboard alone", async (world) => {
      const { name, people } = await meet(world, ["ann", "bob"]);
      const [ann] = people as [Person];
      const options = ann.page.getByRole("option");
      await ann.page.keyboard.type("hi @b");
      await options.first().waitFor();
      expect(await written(ann).getAttribute("aria-activedescendant")).toBe(
        await options.first().getAttribute("id"),
      );
      await expectAccessible(ann.page, { within: "main" });
      await screenshot(ann.page, "composer-completion");
      await ann.page.keyboard.press("Tab");
      expect(await written(ann).inputValue()).toBe("hi @bob ");
      await ann.page.keyboard.type("see #room");
      await options.first().waitFor();
      await ann.page.keyboard.press("Escape");
      await eventually(async () => expect(await options.count()).toBe(0));
      await ann.page.keyboard.type(name.slice(4));
      await ann.page.keyboard.press("Enter");
      await log(ann).getByText(`hi @bob see #${name}`).waitFor();
      await ann.page.keyboard.type(":tad");
      await options.first().waitFor();
      await ann.page.keyboard.press("Enter");
      await ann.page.keyboard.press("Enter");
      await log(ann).getByText("🎉").waitFor();
      await ann.page.keyboard.type("@");
      await options.nth(1).waitFor();
      await ann.page.keyboard.press("ArrowDown");
      await ann.page.keyboard.press("ArrowUp");
      await ann.page.keyboard.press("ArrowUp");
      await ann.page.keyboard.press("Enter");
      expect(await written(ann).inputValue()).toMatch(/^@\w+ $/);
    });

    test("[U32.3] keys and buttons write Markdown, which can be undone and looked at before", async (world) => {
      const { people } = await meet(world, ["ann"]);
      const [ann] = people as [Person];
      const { keyboard } = ann.page;
      await keyboard.type("loud");
      await keyboard.press("ControlOrMeta+a");
      await keyboard.press("ControlOrMeta+b");
      expect(await written(ann).inputValue()).toBe("**loud**");
      await keyboard.press("ControlOrMeta+z");
      expect(await written(ann).inputValue()).toBe("loud");
      await ann.button("Show formatting").click();
      await keyboard.press("ControlOrMeta+a");
      await ann.button(/^List$/).click();
      await keyboard.press("End");
      await keyboard.press("Shift+Enter");
      await keyboard.type("louder");
      expect(await written(ann).inputValue()).toBe("- loud\n- louder");
      await ann.button("Preview").click();
      await ann.page.getByRole("region", { name: "Preview" }).getByText("louder").waitFor();
      await expectAccessible(ann.page, { within: "main" });
    });

    test("[U32.4] a draft is there after a reload and in another browser, and is not written over while it is typed", async (world) => {
      const { id, people } = await meet(world, ["ann", "ann"]);
      const [here, there] = people as [Person, Person];
      await here.page.keyboard.type("half a thought");
      await eventually(async () => expect(await written(there).inputValue()).toBe("half a thought"));
      await here.page.reload();
      await eventually(async () => expect(await written(here).inputValue()).toBe("half a thought"));
      await there.page.keyboard.type(" and more");
      await eventually(async () => expect(await written(here).inputValue()).toEndWith(" and more"));
      const client = await world.client("ann");
      await (await client.join(id)).setDraft("from elsewhere");
      await eventually(async () => expect(await written(here).inputValue()).toBe("from elsewhere"));
      expect(await written(there).inputValue()).toEndWith(" and more");
      await here.page.goto("/drafts");
      const draft = here.page.getByRole("listitem").filter({ hasText: "from elsewhere" });
      await draft.waitFor();
      await expectAccessible(here.page, { within: "main" });
      await draft.getByRole("button", { name: "Delete draft" }).click();
      await here.page.getByRole("dialog").getByRole("button", { name: "Delete draft" }).click();
      await draft.waitFor({ state: "detached" });
    });

    test("[U32.5] files that are dropped and pasted are uploaded over a cut line, and sending waits for them", async (world) => {
      const { id, people } = await meet(world, ["ann", "bob"]);
      const [ann, bob] = people as [Person, Person];
      ann.line.delay(150);
      await give(ann, "drop", "long.txt", "text/plain", MANY_BYTES);
      await ann.page.getByRole("progressbar", { name: "Upload of long.txt" }).waitFor();
      ann.line.cut();
      await give(ann, "paste", "dot.png", "image/png", 0);
      await written(ann).fill("two files");
      await written(ann).press("Enter");
      await ann.page.getByText("as soon as the files are uploaded").waitFor();
      ann.line.delay(0);
      ann.line.restore();
      await log(bob).getByText("two files").waitFor({ timeout: 30_000 });
      expect(await ann.page.getByRole("list", { name: "Attached files" }).count()).toBe(0);
      const { messages } = await (await (await world.client("bob")).join(id)).page();
      expect(messages.at(-1)?.message?.files.map(({ name }) => name)).toEqual(["long.txt", "dot.png"]);
    });

    test("[U32.6] a file that is too large is said to be; others are kept in the draft, and can be taken out", async (world) => {
      const { people } = await meet(world, ["ann"]);
      const [ann] = people as [Person];
      ann.complaints.allow(/413|400/);
      await give(ann, "paste", "huge.txt", "text/plain", 5 * 2 ** 20);
      await ann.page.getByRole("listitem").filter({ hasText: "huge.txt" }).getByRole("alert").waitFor();
      await ann.button("Remove huge.txt").click();
      await give(ann, "paste", "dot.png", "image/png", 0);
      await ann.page.getByRole("listitem").filter({ hasText: "dot.png" }).getByText("bytes").waitFor();
      await screenshot(ann.page, "composer-attachment");
      await ann.page.reload();
      await ann.page.getByRole("listitem").filter({ hasText: "dot.png" }).waitFor();
      await ann.button("Remove dot.png").click();
      await eventually(async () => expect(await ann.button("Remove dot.png").count()).toBe(0));
    });

    test("[U32.7] a message is scheduled, sent at once, or taken back to be changed", async (world) => {
      const { id, people } = await meet(world, ["ann", "bob"]);
      const [ann, bob] = people as [Person, Person];
      for (const text of ["for later", "for now"]) {
        await written(ann).fill(text);
        await ann.button("Schedule").click();
        await ann.page.getByRole("menuitem", { name: "In 20 minutes" }).click();
        await eventually(async () => expect(await written(ann).inputValue()).toBe(""));
      }
      await written(ann).fill("at another time");
      await ann.button("Schedule").click();
      await ann.page.getByRole("menuitem", { name: /another time/ }).click();
      await ann.page.getByLabel("When").fill("2020-01-01T10:00");
      const dialog = ann.page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Schedule" }).click();
      await dialog.getByText("yet to come").waitFor();
      await dialog.getByRole("button", { name: "Cancel" }).click();
      await ann.page.goto("/drafts");
      const list = ann.page.getByRole("list", { name: "Scheduled" });
      await list.getByText("for later").waitFor();
      await screenshot(ann.page, "drafts");
      const item = (text: string) => list.getByRole("listitem").filter({ hasText: text });
      await item("for now").getByRole("button", { name: "Send at once" }).click();
      await log(bob).getByText("for now").waitFor();
      await item("for later").getByRole("button", { name: "Edit" }).click();
      await eventually(() => expect(ann.page.url()).toEndWith(`/c/${id}`));
      expect(await written(ann).inputValue()).toContain("for later");
    });

    test("[U32.8] a slash command is run, and what it answers is seen by who asked alone; an unknown one is said to be", async (world) => {
      using program = Bun.serve({ port: 0, fetch: () => new Response("It **rains** in Bern.") });
      const admin = await world.client(ADMIN);
      await admin.server.createSlashCommand({
        name: "weather",
        url: `http://127.0.0.1:${program.port}/`,
        description: "Says how the weather is",
        hint: "PLACE",
      });
      const { people } = await meet(world, ["ann", "bob"]);
      const [ann, bob] = people as [Person, Person];
      await ann.page.keyboard.type("/wea");
      await ann.page.getByRole("option", { name: "/weather" }).waitFor();
      await ann.page.keyboard.press("Tab");
      await ann.page.keyboard.type("Bern");
      await ann.page.keyboard.press("Enter");
      await ann.page.getByText("Only you can see this").waitFor();
      await ann.page.getByText("in Bern.").waitFor();
      expect(await bob.page.getByText("in Bern.").count()).toBe(0);
      await eventually(async () => expect(await written(ann).inputValue()).toBe(""));
      await ann.page.keyboard.type("/nothing here");
      await ann.page.keyboard.press("Enter");
      await ann.page.getByText("There is no command /nothing.").waitFor();
      await ann.button("Post it as a message").click();
      await log(bob).getByText("/nothing here").waitFor();
    });

    test("[U32.9] slow mode counts down; who may not write is told why", async (world) => {
      const { id, people } = await meet(world, ["ann"]);
      const [ann] = people as [Person];
      const channel = await (await world.client(ADMIN)).join(id);
      await channel.update({ slowModeS: 3600 });
      await ann.page.getByText("one message every 3600 s").waitFor();
      await ann.page.keyboard.type("the first");
      await ann.page.keyboard.press("Enter");
      await ann.page.getByText(/you can write again in 3[56]\d\d s/).waitFor();
      await written(ann).fill("the second");
      expect(await ann.button(/^Send$/).isDisabled()).toBe(true);
      await ann.page.reload();
      await ann.page.getByText(/you can write again in 3[56]\d\d s/).waitFor();
      const me = (await world.client("ann")).me?.id ?? 0;
      await channel.members.mute(me, Date.now() + 3_600_000);
      await ann.page.getByText(/A moderator has muted you here until/).waitFor();
      await channel.members.mute(me, 0);
      await written(ann).waitFor();
      await channel.update({ archived: true });
      await ann.page.getByText("This channel is archived").waitFor();
      await expectAccessible(ann.page, { within: "main" });
    });

    test("[U32.10] on a phone Enter begins a line and a button sends", async (world) => {
      const { people } = await meet(world, ["ann"], { viewport: "phone", theme: "dark" });
      const [ann] = people as [Person];
      await written(ann).tap();
      await ann.page.keyboard.type("one");
      await ann.page.keyboard.press("Enter");
      await ann.page.keyboard.type("two");
      expect(await written(ann).inputValue()).toBe("one\ntwo");
      for (const button of await ann.page.locator("form button, [class*=tools] button").all()) {
        const box = await button.boundingBox();
        expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
      }
      await expectAccessible(ann.page, { within: "main" });
      await screenshot(ann.page, "composer-phone");
      await ann.button(/^Send$/).tap();
      await log(ann)
        .getByText(/one\s*two/)
        .waitFor();
    });

    test("[U32.11] a reply is shown in the channel, too, if that is wanted", async (world) => {
      const { id, name, people } = await meet(world, ["ann", "bob"]);
      const [ann, bob] = people as [Person, Person];
      const { seq } = await (await (await world.client("bob")).join(id)).send("the root");
      await ann.page.goto(`/c/${id}?thread=${seq}`);
      const reply = ann.page.getByRole("textbox", { name: "Reply in the thread" });
      await reply.fill("in the thread alone");
      await reply.press("Enter");
      await ann.page.getByLabel(`Also send to ${name}`).check();
      await reply.fill("in both");
      await reply.press("Enter");
      await log(bob).getByText("in both").waitFor();
      expect(await log(bob).getByText("in the thread alone").count()).toBe(0);
    });

    test("[U32.12] who writes to many at once is asked before", async (world) => {
      const crowd = Array.from({ length: 20 }, (_, at) => `guest-${at}`);
      const id = await world.channel("crowd", ["ann", ...crowd]);
      const ann = await world.person("ann", { path: `/c/${id}` });
      await written(ann).fill("hear this, @channel and all");
      await written(ann).press("Enter");
      const dialog = ann.page.getByRole("dialog", { name: "Notify everybody?" });
      await dialog.getByRole("button", { name: "Cancel" }).click();
      expect(await written(ann).inputValue()).toBe("hear this, @channel and all");
      await written(ann).press("Enter");
      await dialog.getByRole("button", { name: "Send it" }).click();
      await log(ann).getByText("hear this,").waitFor();
      await eventually(async () => expect(await written(ann).inputValue()).toBe(""));
    });
  },
  { worker: true, flags: ["--private-webhooks", "--max-file-bytes", String(4 * 2 ** 20)] },
);
