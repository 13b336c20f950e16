import { expect } from "bun:test";

import type { Page } from "playwright-core";

import { routes } from "../src/app/routes.ts";
import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import type { Person, PersonOptions } from "./browser/person.ts";
import { screenshot } from "./browser/screenshot.ts";
import { ADMIN, type World } from "./browser/world.ts";
import { ADMIN_DIALOGS } from "./screens/admin-screens.ts";
import { CHAT_SCREENS, STRANGER_SCREENS } from "./screens/chat-screens.ts";
import { dialogFiles } from "./screens/dialog-files.ts";
import { cutOff, smallTargets } from "./screens/measure.ts";
import { type Place, prepare } from "./screens/prepare.ts";
import { headed, type Screen } from "./screens/screen.ts";

const WHOLE_TABLE_MS = 240_000;
const DESK = { width: 1280, height: 800 };
/** The second is a window of 1280×800 at 200 %. */
const NARROW = [
  [320, 640],
  [640, 400],
] as const;

/** Screens at each route; the pages of settings and administration are those that their navigation names. */
const AT_ROUTES: Record<keyof typeof routes, string> = {
  home: "sidebar",
  login: "log in",
  setup: "set up",
  join: "join",
  invite: "invite",
  resetPassword: "reset",
  channel: "channel",
  threads: "threads",
  mentions: "mentions",
  drafts: "drafts",
  browse: "browse",
  search: "search",
  settings: "settings",
  admin: "administration",
};

/** Dialogs that need more than this server has, or more people, and are looked at where that is. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "composer/SendingQuestion.tsx": "U32.12",
  "settings/RecoveryCodes.tsx": "U33.8",
  "settings/PasskeysSection.tsx": "U33.9",
  "settings/SsoSection.tsx": "a form and a question as others, with an issuer",
};

browserTests(
  "for everybody",
  (test) => {
    test("[U38.1] no screen and no dialog is left out of what follows", async () => {
      const shown = [...CHAT_SCREENS, ...ADMIN_DIALOGS].flatMap(({ shows = [] }) => shows);
      expect([...new Set([...shown, ...Object.keys(ELSEWHERE)])].toSorted()).toEqual(await dialogFiles());
      const names = [...CHAT_SCREENS, ...STRANGER_SCREENS].map(({ name }) => name);
      for (const [route, name] of Object.entries(AT_ROUTES)) {
        expect(Object.keys(routes)).toContain(route);
        if (route !== "settings" && route !== "admin") expect(names).toContain(name);
      }
    });

    test(
      "[U38.2] every screen and dialog is accessible at a desk; in a window of 320 px, or at 200 % in a small one, nothing of it is cut; dialogs give the focus back",
      async (world) => {
        const problems = await look(world, "desktop", {}, async (page) => {
          const cut: string[] = [];
          for (const [width, height] of NARROW) {
            await page.setViewportSize({ width, height });
            for (const each of await cutOff(page)) cut.push(`${width} px wide: ${each}`);
          }
          await page.setViewportSize(DESK);
          return cut;
        });
        expect(problems).toEqual([]);
      },
      { timeoutMs: WHOLE_TABLE_MS },
    );

    test(
      "[U38.3] so it is in the dark on a phone, where all that is pressed is as large as a finger",
      async (world) => {
        const options = { viewport: "phone", theme: "dark" } as const;
        const problems = await look(world, "phone", options, async (page) => [
          ...(await smallTargets(page)),
          ...(await cutOff(page)),
        ]);
        expect(problems).toEqual([]);
      },
      { timeoutMs: WHOLE_TABLE_MS },
    );
  },
  { worker: true },
);

let place: Promise<Place> | undefined;

/** Goes to all screens, and gathers what axe and `judge` have to say of them. */
async function look(
  world: World,
  device: "desktop" | "phone",
  options: PersonOptions,
  judge: (page: Page) => Promise<string[]>,
): Promise<string[]> {
  place ??= prepare(world);
  const known = await place;
  const admin = await world.person(ADMIN, options);
  const stranger = await world.stranger("stranger", options);
  stranger.complaints.allow(/status of 40[0-9]/);
  await admin
    .button(/^admin online|Find a channel/)
    .first()
    .waitFor();
  const screens = [...STRANGER_SCREENS, ...CHAT_SCREENS, ...(await pages(admin)), ...ADMIN_DIALOGS];
  const problems: string[] = [];
  for (const screen of screens) {
    if (screen.only !== undefined && screen.only !== device) continue;
    const person = screen.isStranger === true ? stranger : admin;
    try {
      await visit(person, screen, known);
      await screenshot(
        person.page,
        `${device}-${options.theme ?? "light"}-${screen.name.replaceAll(" ", "-")}`,
      );
      await expectAccessible(person.page);
      for (const each of await judge(person.page)) problems.push(`${screen.name}: ${each}`);
      if (screen.shows !== undefined && device === "desktop") await expectFocusBack(person);
    } catch (error) {
      problems.push(`${screen.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return problems;
}

/** The focus is in the dialog that is open, and isn't lost when it is left by Escape. */
async function expectFocusBack({ page }: Person): Promise<void> {
  const over = page.locator("[role=dialog], [role=alertdialog]");
  const isIn = () => over.last().evaluate((dialog) => dialog.contains(document.activeElement));
  await eventually(async () => expect(await isIn()).toBe(true));
  await page.keyboard.press("Escape");
  await eventually(async () => {
    const focused = await page.evaluate(() => document.activeElement?.tagName);
    expect(focused).not.toBe("BODY");
    if ((await over.count()) > 0) expect(await isIn()).toBe(true);
  });
}

/** Goes there within the page, as links do, with nothing open from before. */
async function visit(person: Person, screen: Screen, known: Place): Promise<void> {
  const { page } = person;
  const over = page.locator("[role=dialog], [role=alertdialog], [role=menu]");
  await eventually(async () => {
    if (await person.button("Done").isVisible()) await person.button("Done").click();
    else if ((await over.count()) > 0) await page.keyboard.press("Escape");
    expect(await over.count()).toBe(0);
  });
  const path = screen.path(known);
  if (screen.isStranger === true) await page.goto(path);
  else await page.evaluate((to) => history.pushState(null, "", to), path);
  await screen.act?.(person);
  await screen.ready(person).waitFor();
  await eventually(async () => expect(await page.getByText("Loading…").count()).toBe(0));
}

/** Screens of the pages that the navigations of settings and administration name. */
async function pages({ page }: Person): Promise<Screen[]> {
  const screens: Screen[] = [];
  for (const [path, name] of [
    ["/settings", "Settings"],
    ["/admin/health", "Administration pages"],
  ] as const) {
    await page.goto(path);
    const links = page.getByRole("navigation", { name, exact: true }).getByRole("link");
    await links.nth(2).waitFor({ state: "attached" });
    for (const link of await links.all()) {
      const [at, title] = [await link.getAttribute("href"), (await link.textContent()) ?? ""];
      if (at?.startsWith(path.slice(0, 6)) === true && at !== "/settings")
        screens.push(headed(`${at.slice(1).replace("/", " ")}`, at, title));
    }
  }
  if (screens.length < 15) throw new Error(`Only ${screens.length} pages were found.`);
  return screens;
}
