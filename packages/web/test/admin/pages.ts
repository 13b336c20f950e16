import type { Locator } from "playwright-core";

import type { Person } from "../browser/person.ts";
import { ADMIN, type World } from "../browser/world.ts";

/** Titles of the administration pages, by the last part of their address. */
export const PAGES = {
  health: "Health",
  settings: "Settings",
  channels: "Channels",
  emoji: "Custom emoji",
  users: "Users",
  invitations: "Invitations",
  reports: "Reports",
  words: "Word rules",
  audit: "Audit log",
  webhooks: "Webhooks",
  commands: "Slash commands",
  bots: "Bots",
} as const;

/** The administrator at one of the pages. */
export async function open(
  world: World,
  page: keyof typeof PAGES,
  options: { theme?: "dark"; viewport?: "phone" } = {},
): Promise<Person> {
  const admin = await world.person(ADMIN, { ...options, path: `/admin/${page}` });
  await admin.page.getByRole("heading", { level: 1, name: PAGES[page] }).waitFor();
  return admin;
}

/** The rows of the page's table, without its head. */
export async function rows({ page }: Person): Promise<Locator[]> {
  return page.getByRole("table").locator("tbody").getByRole("row").all();
}

export function row({ page }: Person, name: string): Locator {
  return page.getByRole("row", { name });
}

/** One of the actions in the menu of a row. */
export async function choose({ page }: Person, name: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

export function dialogButton({ page }: Person, name: string): Locator {
  return page.getByRole("dialog").getByRole("button", { name });
}

/** What is told this once. */
export async function secret({ page }: Person, label: string): Promise<string> {
  await page.getByText("This is shown only now.").waitFor();
  return page.getByRole("dialog").getByLabel(label).inputValue();
}
