import { expect } from "bun:test";

import type { Page } from "playwright-core";

import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import { screenshot } from "./browser/screenshot.ts";
import { passwordOf } from "./browser/world.ts";

/** Keeps what live regions come to say, as `said`. */
const LISTEN = `
  globalThis.said = [];
  const hear = (node) => {
    const region = (node.nodeType === 1 ? node : node.parentElement)?.closest("[aria-live], [role=alert], [role=status]");
    if (region && region.getAttribute("aria-live") !== "off" && node.textContent)
      said.push([region.getAttribute("role") ?? region.getAttribute("aria-live"), node.textContent]);
  };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes)
      if (type === "characterData") hear(target);
      else addedNodes.forEach(hear);
  }).observe(document, { subtree: true, childList: true, characterData: true });
`;

browserTests("by keyboard alone", (test) => {
  test("[U38.5] from the login to reading, reacting, answering, editing and another channel, by keys alone", async (world) => {
    const tea = await world.channel("tea", ["ann", "bob"]);
    await world.channel("coffee", ["ann"]);
    await (await (await world.client("bob")).join(tea)).send("Is there any left?");
    const { page } = await world.stranger("ann", { path: `/c/${tea}` });
    const { keyboard } = page;
    await tabTo(page, /^Name/);
    await keyboard.type("ann");
    await tabTo(page, /^Password/);
    await keyboard.type(passwordOf("ann"));
    await keyboard.press("Enter");
    const composer = page.getByRole("textbox", { name: "Message tea" });
    await expectFocus(composer);
    await keyboard.type("A litle");
    await keyboard.press("Enter");
    const log = page.getByRole("log").first();
    await log.getByText("A litle").waitFor();
    await keyboard.press("ArrowUp");
    await expectFocus(page.getByRole("textbox", { name: "Edit message" }));
    await keyboard.press("Control+A");
    await keyboard.type("A little");
    await keyboard.press("Enter");
    await log.getByText("A little").waitFor();
    await expectFocus(composer);

    await keyboard.press("Shift+F6");
    await expectFocus(log);
    await keyboard.press("ArrowUp");
    await keyboard.press("ArrowUp");
    const row = log.locator("article", { hasText: "Is there any left?" });
    await expectFocus(row);
    await keyboard.press("Enter");
    await expectFocus(row.getByRole("button", { name: "React with 👍" }));
    await keyboard.press("Enter");
    await row.getByRole("button", { name: "👍, 1 reaction" }).waitFor();
    await keyboard.press("Escape");
    await expectFocus(row);
    await keyboard.press("t");
    await expectFocus(page.getByRole("textbox", { name: "Reply in the thread" }));
    await keyboard.type("In the pot");
    await keyboard.press("Enter");
    await page.getByRole("complementary").getByRole("log").getByText("In the pot").waitFor();
    await keyboard.press("Escape");
    await page.getByRole("complementary").waitFor({ state: "detached" });
    await expectFocus(row);

    await keyboard.press("Control+K");
    await keyboard.type("cof");
    await page.getByRole("option", { name: /coffee/ }).waitFor();
    await keyboard.press("Enter");
    await expectFocus(page.getByRole("textbox", { name: "Message coffee" }));
  });

  test("[U38.6] F6 goes round the parts of the screen; Tab gets through all of it, and what has the focus is seen to", async (world) => {
    const id = await world.channel("pond", ["cat"]);
    await (await (await world.client("cat")).join(id)).send("Quack");
    const { page } = await world.person("cat", { path: `/c/${id}?panel=members` });
    await page.getByText("2 members").waitFor();
    const composer = page.getByRole("textbox", { name: "Message pond" });
    await expectFocus(composer);
    const regions: string[] = [];
    for (let step = 0; step < 5; step++) {
      await page.keyboard.press("F6");
      regions.push(await page.evaluate(() => document.activeElement!.closest("[data-region]")!.tagName));
    }
    expect(regions).toEqual(["ASIDE", "NAV", "MAIN", "DIV", "DIV"]);
    await expectFocus(composer);
    const stops = new Set<string>();
    const unseen: string[] = [];
    for (let step = 0; step < 50; step++) {
      await page.keyboard.press("Tab");
      const { name, isSeen } = await page.evaluate(lookAtFocus);
      if (!isSeen && name !== "BODY ") unseen.push(name);
      stops.add(name);
    }
    expect(unseen).toEqual([]);
    // Also out of the page, and back into it at its beginning.
    for (const name of ["BODY ", "BUTTON Favourite", "BUTTON Close", "BUTTON Find", "A pond"])
      expect([...stops].some((each) => each.startsWith(name))).toBe(true);
    await screenshot(page, "focus");
    await page.emulateMedia({ forcedColors: "active" });
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press("Tab");
      const [name, outline] = await page.evaluate(() => {
        const focused = document.activeElement!;
        return [focused.tagName, getComputedStyle(focused).outlineStyle];
      });
      if (name !== "BODY") expect(outline).toBe("solid");
    }
    await screenshot(page, "forced-colors");
  });

  test("[U38.7] what comes is said to screen readers once, errors at once; nothing moves for who wants no motion", async (world) => {
    const id = await world.channel("brook", ["dan", "eve"]);
    const { page, complaints } = await world.person("dan", { path: `/c/${id}`, script: LISTEN });
    await page.getByRole("textbox", { name: "Message brook" }).waitFor();
    const brook = await (await world.client("eve")).join(id);
    await brook.send("Hello, dan");
    const said = (words: string) =>
      page.evaluate(
        (wanted) =>
          (globalThis as unknown as { said: [string, string][] }).said.filter(([, each]) =>
            each.includes(wanted),
          ),
        words,
      );
    await eventually(async () => expect(await said("Hello, dan")).toEqual([["polite", "eve: Hello, dan"]]));
    const moving = () =>
      page.evaluate(() => document.getAnimations().map((each) => (each as CSSAnimation).animationName));
    brook.startTyping();
    await page.getByText("eve is typing…").waitFor();
    expect(await moving()).toEqual([]);
    await page.goto(`/c/${id}?at=${(await brook.page({ limit: 1 })).messages[0]!.seq}`);
    await page.getByRole("log").getByText("Hello, dan").waitFor();
    expect(await moving()).toEqual([]);
    complaints.allow(/./);
    await page.getByRole("textbox", { name: "Message brook" }).fill("/nonsense");
    await page.keyboard.press("Enter");
    await eventually(async () => expect(await said("/nonsense")).toHaveLength(1));
    expect((await said("/nonsense"))[0]?.[0]).toBe("alert");
  });
});

/** Goes on by Tab until what is called so has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const field = page.getByLabel(name).first();
  await field.waitFor();
  for (let step = 0; step < 20; step++) {
    if (await field.evaluate((each) => each === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab doesn't get to ${name}.`);
}

async function expectFocus(what: ReturnType<Page["getByRole"]>): Promise<void> {
  await what.waitFor();
  await eventually(async () => {
    if (await what.evaluate((each) => each === document.activeElement)) return;
    const focused = await what.page().evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
    throw new Error(`${what} doesn't have the focus, but ${focused}`);
  });
}

/** In the page: what has the focus, and whether a line is drawn around it, or around what it is in. */
function lookAtFocus(): { name: string; isSeen: boolean } {
  const focused = document.activeElement!;
  const label = focused.getAttribute("aria-label") ?? focused.textContent.slice(0, 20);
  const around = focused.closest("label") ?? focused.parentElement;
  return {
    name: `${focused.tagName} ${focused === document.body ? "" : label}`,
    isSeen: [focused, around].some((each) => {
      const { boxShadow, outlineStyle } = getComputedStyle(each ?? focused);
      return boxShadow !== "none" || outlineStyle !== "none";
    }),
  };
}
