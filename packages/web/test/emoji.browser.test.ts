import { expect } from "bun:test";

import { type Hubbub, WebhookKind } from "@hubbub/client";

import { encodePng } from "../build/png.ts";
import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import type { Person } from "./browser/person.ts";
import { screenshot } from "./browser/screenshot.ts";
import { ADMIN } from "./browser/world.ts";

/** Pixels each way of the server's own emoji. */
const SIZE = 64;

async function addEmoji(client: Hubbub, name: string): Promise<void> {
  const pixels = new Uint8Array(SIZE * SIZE * 4).fill(160);
  const file = await client.upload(new File([encodePng(SIZE, pixels)], `${name}.png`, { type: "image/png" }));
  await client.ask("createEmoji", { name, file: file.id });
}

const picker = ({ page }: Person) => page.getByRole("dialog", { name: "Emoji" });
const cell = (person: Person, name: string) =>
  picker(person).getByRole("gridcell", { name, exact: true }).first();
const focused = ({ page }: Person) => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));

browserTests("emoji", (test) => {
  test("[U31.12] emoji are picked from the composer and as reactions, by search and keys, in a skin tone, from those used last and the server's own", async (world) => {
    const id = await world.channel("garden", ["ann"]);
    await addEmoji(await world.client("ann"), "tulip_red");
    const { seq } = await (await (await world.client("ann")).join(id)).send("look!");
    const ann = await world.person("ann", { path: `/c/${id}` });
    const written = ann.page.getByRole("textbox", { name: /^Message / });
    await written.waitFor();
    const open = () => ann.page.getByRole("main").getByRole("button", { name: "Emoji", exact: true }).click();
    const { keyboard } = ann.page;

    await open();
    await cell(ann, "grinning face").waitFor();
    await keyboard.type("waving han");
    await cell(ann, "waving hand").waitFor();
    await eventually(async () => expect(await picker(ann).getByRole("gridcell").count()).toBe(1));
    await expectAccessible(ann.page, { within: "[role=dialog]" });
    await picker(ann).getByRole("button", { name: "Skin tone: no" }).click();
    await picker(ann).getByRole("searchbox").press("Enter");
    await eventually(async () => expect(await written.inputValue()).toBe("👋🏻"));

    // What was used is first now, and the arrow keys go on from there.
    await open();
    await picker(ann).getByRole("rowgroup", { name: "Recently used" }).waitFor();
    await screenshot(ann.page, "emoji-picker");
    await keyboard.press("ArrowDown");
    expect(await focused(ann)).toBe("waving hand");
    await keyboard.press("ArrowDown");
    expect(await focused(ann)).toBe(":tulip_red:");
    await keyboard.press("ArrowRight");
    expect(await focused(ann)).toBe("grinning face");
    await keyboard.press("ArrowLeft");
    await keyboard.press("Enter");
    await eventually(async () => expect(await written.inputValue()).toContain(":tulip_red:"));
    await picker(ann).waitFor({ state: "detached" });

    const row = ann.page.locator(`article[data-seq="${seq}"]`);
    await row.hover();
    await ann.button("Add reaction").first().click();
    await keyboard.type("tulip_red");
    await cell(ann, ":tulip_red:").click();
    await row.getByRole("button", { name: ":tulip_red:, 1 reaction" }).locator("img").waitFor();
    await row.hover();
    await ann.button("Add reaction").first().click();
    await keyboard.type("no such emoji");
    await picker(ann).getByText("No emoji is called so.").waitFor();
    await keyboard.press("Escape");
    await picker(ann).waitFor({ state: "detached" });
  });

  test("[U31.13] on a phone the picker fits, its targets are large, and a tap picks", async (world) => {
    const id = await world.channel("meadow", ["ann"]);
    const ann = await world.person("ann", { path: `/c/${id}`, viewport: "phone", theme: "dark" });
    const written = ann.page.getByRole("textbox", { name: /^Message / });
    await written.waitFor();
    await ann.page.getByRole("main").getByRole("button", { name: "Emoji", exact: true }).tap();
    await cell(ann, "grinning face").waitFor();
    await screenshot(ann.page, "emoji-picker-phone");
    const { x, width, y } = (await picker(ann).boundingBox())!;
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(390);
    const target = (await cell(ann, "grinning face").boundingBox())!;
    expect(Math.min(target.width, target.height)).toBeGreaterThanOrEqual(44);
    await cell(ann, "grinning face").tap();
    await eventually(async () => expect(await written.inputValue()).toContain("😀"));
  });

  test("[U31.14] emoji are shown for their names, GitHub's and Slack's, in messages and beside a webhook's; other names stay", async (world) => {
    const id = await world.channel("workshop", ["ann"]);
    const admin = await world.client(ADMIN);
    const { secret } = await (
      await admin.join(id)
    ).webhooks.create({ name: "builds", kind: WebhookKind.INCOMING });
    const ann = await world.person("ann", { path: `/c/${id}` });
    const log = ann.page.getByRole("log");
    const post = async (text: string, emoji: string) => {
      const body = JSON.stringify({ text, icon_emoji: emoji });
      const answer = await fetch(`${world.server.url}${secret}`, { method: "POST", body });
      expect(answer.ok).toBe(true);
    };
    await post("first :tada: :robot_face: :nosuchname: `:tada:`", ":robot_face:");
    const first = log.getByRole("article").filter({ hasText: "first" });
    await first.getByText("first 🎉 🤖 :nosuchname: :tada:").waitFor();
    await first.getByText("🤖", { exact: true }).waitFor();
    await post("second", ":nosuchname:");
    await log.getByText("second").waitFor();
    await log
      .locator("article", { hasText: "second" })
      .getByText(":nosuchname:")
      .waitFor({ state: "detached" });
    await ann.page.getByRole("textbox", { name: /^Message / }).click();
    await ann.page.keyboard.type(":robot_f");
    await ann.page.getByRole("option", { name: ":robot_face:" }).waitFor();
    await ann.page.keyboard.press("Enter");
    await ann.page.keyboard.press("Enter");
    await log.getByText("🤖", { exact: true }).nth(1).waitFor();
  });
});
