import { expect } from "bun:test";

import { choose, dialogButton, open, row } from "./admin/pages.ts";
import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import { screenshot } from "./browser/screenshot.ts";

/** A PNG of one pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

browserTests("administration of the server", (test) => {
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

  test("[U35.14] emoji are added and deleted; channels get a retention, which says what it deletes, are archived, and brought back", async (world) => {
    const id = await world.channel("kitchen", ["ann"]);
    const ann = await (await world.client("ann")).join(id);
    const { seq } = await ann.send("hello");
    const admin = await open(world, "emoji");
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
    await choose(admin, "#kitchen", "Change how long messages are kept");
    await admin.field("Days").fill("30");
    const day = new Date(Date.now() - 30 * 86_400_000);
    const words = day.toLocaleDateString("en", { dateStyle: "long" });
    await admin.page
      .getByRole("alert")
      .getByText(`written here before ${words} is deleted for good`)
      .waitFor();
    await expectAccessible(admin.page);
    await screenshot(admin.page, "admin-retention");
    await dialogButton(admin, "Save").click();
    await row(admin, "#kitchen").getByText("30 days").waitFor();
    await choose(admin, "#kitchen", "Archive");
    await dialogButton(admin, "Archive").click();
    await row(admin, "#kitchen").getByText("Archived").waitFor();
    await expect(ann.send("is anybody there?")).rejects.toThrow();
    await choose(admin, "#kitchen", "Bring back");
    await eventually(async () => expect((await ann.send("again")).seq).toBeGreaterThan(seq));
  });
});
