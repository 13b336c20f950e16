import type { Locator } from "playwright-core";

import type { Person } from "../browser/person.ts";
import type { Place } from "./prepare.ts";

/** A screen, or a dialog over one, and how a user gets there. */
export interface Screen {
  name: string;
  path: (place: Place) => string;
  /** Nobody is logged in. */
  isStranger?: boolean;
  /** Only there; by default on both. */
  only?: "desktop" | "phone";
  /** What is done at that address. */
  act?: (person: Person) => Promise<void>;
  /** Is there when the screen is. */
  ready: (person: Person) => Locator;
  /** Files below src/ whose dialog it shows. */
  shows?: readonly string[];
}

/** A screen that is known by a heading. */
export function headed(
  name: string,
  path: string | Screen["path"],
  heading: string | RegExp,
  more: Partial<Screen> = {},
): Screen {
  return {
    name,
    path: typeof path === "string" ? () => path : path,
    ready: (person) => person.heading(heading).first(),
    ...more,
  };
}

/** A dialog that is opened at an address. */
export function dialog(
  name: string,
  path: string | Screen["path"],
  shows: string | readonly string[],
  act: NonNullable<Screen["act"]>,
): Screen {
  return {
    name,
    path: typeof path === "string" ? () => path : path,
    act,
    ready: ({ page }) => page.locator("[role=dialog], [role=alertdialog]").first(),
    shows: typeof shows === "string" ? [shows] : shows,
  };
}

/** Chooses from a menu. */
export async function choose({ page }: Person, menu: string | RegExp, item: string): Promise<void> {
  await page.getByRole("button", { name: menu }).first().click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

/** Chooses what can be done with the message that says so, by the keyboard. */
export async function chooseOf({ page }: Person, words: string, item: string | undefined): Promise<void> {
  const row = page.getByRole("log").first().locator("article[data-seq]", { hasText: words });
  await page.getByRole("log").first().press("ArrowUp");
  await row.press("Shift");
  const more = row.getByRole("button", { name: "More actions" });
  await more.press("Enter");
  if (item !== undefined) await page.getByRole("menuitem", { name: item }).click();
}
