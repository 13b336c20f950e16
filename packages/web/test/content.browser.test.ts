import { expect } from "bun:test";

import { encodePng } from "../build/png.ts";
import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import { screenshot } from "./browser/screenshot.ts";

/** Pixels each way of the pictures that are sent. */
const SIZE = 480;

const picture = (grey: number) => encodePng(SIZE, new Uint8Array(SIZE * SIZE * 4).fill(grey));

const MARKDOWN =
  "**Plan** for _today_, with `code`\n\n- [x] tea\n- [ ] cake\n\n> said bob\n\n```ts\nlet cups = 2;\n```\n\n|who|cups|\n|-|-:|\n|ann|2|";

browserTests("content of messages", (test) => {
  test("[U31.10] one edits, reacts, pins and deletes, and the other sees it at once", async (world) => {
    const id = await world.channel("tea", ["ann", "bob"]);
    const channel = await (await world.client("ann")).join(id);
    const { seq } = await channel.send("shall we?");
    await channel.send(`hi @bob :wave:\n\n${MARKDOWN}`);
    const [ann, bob] = [
      await world.person("ann", { path: `/c/${id}` }),
      await world.person("bob", { path: `/c/${id}`, theme: "dark" }),
    ];
    const row = (page: typeof ann.page) => page.locator(`article[data-seq="${seq}"]`);
    await row(ann.page).hover();
    await ann.button("React with 👍").click();
    const theirs = bob.page.getByRole("button", { name: "👍, 1 reaction" });
    await theirs.click();
    await ann.page.getByRole("button", { name: "👍, 2 reactions" }).waitFor();

    await row(ann.page).hover();
    await ann.button("Edit message").click();
    const edited = ann.page.getByRole("textbox", { name: "Edit message" });
    await edited.fill("shall we go?");
    await edited.press("Enter");
    await row(bob.page).getByText("shall we go?").waitFor();

    await row(ann.page).hover();
    await row(ann.page).getByRole("button", { name: "More actions" }).click();
    await ann.page.getByRole("menuitem", { name: "Pin to channel" }).click();
    await eventually(async () => expect(await row(bob.page).getAttribute("data-pinned")).toBe("true"));
    await bob.page.getByText("👋").waitFor();
    await screenshot(ann.page, "content-light");
    await screenshot(bob.page, "content-dark");
    await expectAccessible(bob.page, { within: "[role=log]" });

    await row(ann.page).hover();
    await row(ann.page).getByRole("button", { name: "More actions" }).click();
    await ann.page.getByRole("menuitem", { name: "Delete message" }).click();
    await ann.page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
    await row(bob.page).getByText("This message was deleted.").waitFor();
  });

  test("[U31.11] pictures have their place before they are there, and are looked at one after the other", async (world) => {
    const id = await world.channel("views", ["ann"]);
    const client = await world.client("ann");
    const files: number[] = [];
    for (const [name, grey] of [
      ["one.png", 120],
      ["two.png", 220],
    ] as const) {
      const file = new File([picture(grey)], name, { type: "image/png" });
      files.push((await client.upload(file)).id);
    }
    const notes = new File(["notes"], "notes.txt", { type: "text/plain" });
    files.push((await client.upload(notes)).id);
    await (await client.join(id)).send("", { files });
    const ann = await world.person("ann", { path: `/c/${id}` });
    await ann.button("Show one.png").click();
    const dialog = ann.page.getByRole("dialog");
    await dialog.getByRole("img", { name: "one.png" }).waitFor();
    await ann.page.keyboard.press("ArrowRight");
    await dialog.getByRole("img", { name: "two.png" }).waitFor();
    await screenshot(ann.page, "lightbox");
    await ann.page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await ann.link("Download notes.txt").waitFor();
    await screenshot(ann.page, "files");
  });
});
