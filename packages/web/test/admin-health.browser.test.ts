import { expect } from "bun:test";

import { open, PAGES } from "./admin/pages.ts";
import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import type { Person } from "./browser/person.ts";
import { screenshot } from "./browser/screenshot.ts";

browserTests("the live page and all others", (test) => {
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

/** Whether something is drawn on the first graph. */
function inked({ page }: Person): Promise<boolean> {
  return page.evaluate(() => {
    const canvas = document.querySelector("canvas")!;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value) => value !== 0);
  });
}
