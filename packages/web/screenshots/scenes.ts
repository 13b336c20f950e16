import type { Page } from "playwright-core";

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
  { name: "thread", viewport: "desktop", theme: "light", path: `${GENERAL}?thread=6`, act: messagesThere },
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
  { name: "admin-health", viewport: "desktop", theme: "light", path: "/admin/health" },
  { name: "phone-channels", viewport: "phone", theme: "light", path: "/" },
  { name: "phone-channel", viewport: "phone", theme: "light", path: GENERAL, act: messagesThere },
  { name: "phone-dark", viewport: "phone", theme: "dark", path: ENGINEERING, act: messagesThere },
  { name: "sign-in", viewport: "desktop", theme: "light", path: "/login", isStranger: true },
];
