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

  test("[U35.16] graphs follow the width, the theme and the pointer, which has the values of a time told", async (world) => {
    const admin = await open(world, "health");
    // This test reads what is drawn, which nobody else does.
    admin.complaints.allow(/willReadFrequently/);
    await admin.button("Last minute").click();
    await eventually(async () => expect(await drawn(admin, "--chart-1")).toBe(true));
    const light = await colour(admin, "--chart-1");
    await admin.page.emulateMedia({ colorScheme: "dark" });
    await eventually(async () => {
      expect(await colour(admin, "--chart-1")).not.toBe(light);
      expect(await drawn(admin, "--chart-1")).toBe(true);
    });
    await expectAccessible(admin.page, { within: "main" });
    await screenshot(admin.page, "admin-health-dark");

    const graph = admin.page.getByRole("img", { name: /^Connections and people/ });
    const card = admin.page.getByRole("region", { name: "Connections and people" }).first();
    expect(await card.getByRole("time").count()).toBe(0);
    const box = (await graph.boundingBox())!;
    await admin.page.mouse.move(box.x + 0.9 * box.width, box.y + box.height / 2);
    await card.getByRole("time").waitFor();
    await screenshot(admin.page, "admin-health-pointer");
    await admin.page.mouse.move(box.x + box.width / 2, box.y - 60);
    await card.getByRole("time").waitFor({ state: "detached" });

    await admin.page.setViewportSize({ width: 600, height: 800 });
    await eventually(async () => {
      const place = (await graph.boundingBox())!;
      const canvas = (await graph.locator("canvas").boundingBox())!;
      expect(Math.abs(place.width - canvas.width)).toBeLessThan(2);
      expect(place.width).not.toBe(box.width);
    });
    expect(await admin.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
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

/** What a token's colour is in the theme that is shown, as "rgb(…)". */
function colour({ page }: Person, token: string): Promise<string> {
  return page.evaluate((name) => {
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  }, token);
}

/** Whether the first graph has something in a token's colour. */
async function drawn(person: Person, token: string): Promise<boolean> {
  const wanted = [...(await colour(person, token)).matchAll(/\d+/g)].map(([digits]) => Number(digits));
  return person.page.evaluate(([red, green, blue]) => {
    const canvas = document.querySelector("canvas")!;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    for (let i = 0; i < data.length; i += 4) {
      if (data[i] === red && data[i + 1] === green && data[i + 2] === blue && data[i + 3] === 255)
        return true;
    }
    return false;
  }, wanted);
}
