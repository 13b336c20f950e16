import type { Page } from "playwright-core";

import { busyMinute } from "./busy-minute.ts";
import type { ServedTeam } from "./served-team.ts";
import { CHANNELS } from "./team.ts";

export interface Scene {
  /** Of the file. */
  name: string;
  viewport: "desktop" | "phone";
  theme: "light" | "dark";
  /** Where it begins. */
  path: string;
  /** Whether nobody is logged in. */
  isStranger?: boolean;
  /** On a server that was just started, at its one-time link. */
  isFresh?: boolean;
  /** What happens before. */
  prepare?: (team: ServedTeam) => Promise<void>;
  /** What the user does until it is as it is to be seen. */
  act?: (page: Page) => Promise<void>;
}

/** The ids of channels are in the order of the team's. */
const idOf = (name: string): number => 1 + CHANNELS.findIndex((channel) => channel.name === name);
const GENERAL = `/c/${idOf("general")}`;
const ENGINEERING = `/c/${idOf("engineering")}`;

const messagesThere = (page: Page): Promise<void> =>
  page.getByRole("log").first().getByRole("article").first().waitFor();

export const SCENES: readonly Scene[] = [
  { name: "desktop-light", viewport: "desktop", theme: "light", path: GENERAL, act: messagesThere },
  { name: "desktop-dark", viewport: "desktop", theme: "dark", path: ENGINEERING, act: messagesThere },
  {
    name: "thread",
    viewport: "desktop",
    theme: "light",
    path: GENERAL,
    act: async (page) => {
      await messagesThere(page);
      await page.getByRole("link", { name: /3 replies/ }).click();
      await page.getByRole("complementary").getByText("Even better").waitFor();
    },
  },
  {
    name: "emoji",
    viewport: "desktop",
    theme: "light",
    path: GENERAL,
    act: async (page) => {
      await messagesThere(page);
      await page.getByRole("button", { name: "Emoji", exact: true }).click();
      await page.getByRole("gridcell").first().waitFor();
    },
  },
  {
    name: "switcher",
    viewport: "desktop",
    theme: "dark",
    path: GENERAL,
    act: async (page) => {
      await messagesThere(page);
      await page.keyboard.press("Control+K");
      await page.getByRole("dialog").getByRole("combobox").fill("e");
    },
  },
  { name: "search", viewport: "desktop", theme: "light", path: "/search?q=release" },
  { name: "settings", viewport: "desktop", theme: "light", path: "/settings/appearance" },
  {
    name: "admin-health",
    viewport: "desktop",
    theme: "light",
    path: "/admin/health",
    prepare: busyMinute,
    act: (page) => page.getByRole("button", { name: "Last minute" }).click(),
  },
  {
    name: "admin-health-dark",
    viewport: "desktop",
    theme: "dark",
    path: "/admin/health",
    act: (page) => page.getByRole("button", { name: "Last minute" }).click(),
  },
  { name: "phone-channels", viewport: "phone", theme: "light", path: "/" },
  { name: "phone-channel", viewport: "phone", theme: "light", path: GENERAL, act: messagesThere },
  { name: "phone-dark", viewport: "phone", theme: "dark", path: ENGINEERING, act: messagesThere },
  {
    name: "phone-actions",
    viewport: "phone",
    theme: "light",
    path: GENERAL,
    act: async (page) => {
      await messagesThere(page);
      const row = page.getByRole("log").locator("article", { hasText: "Greetings from the Rossstock" });
      await row.dispatchEvent("pointerdown", { pointerType: "touch", isPrimary: true });
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "first-run",
    viewport: "desktop",
    theme: "light",
    path: "/setup",
    isFresh: true,
    act: async (page) => {
      await page.getByLabel("Name").fill("mara");
      await page.getByLabel("Password", { exact: true }).fill("a long password of mara");
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByLabel("The server's name").fill("Alpine Works");
    },
  },
  { name: "sign-in", viewport: "desktop", theme: "light", path: "/login", isStranger: true },
];
