import { existsSync } from "node:fs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

export const NO_CHROMIUM =
  "There is no Chromium: install it, or set HUBBUB_CHROMIUM to where it is. Tests in the browser are skipped.";

/**
 * Path of the Chromium that tests run in: HUBBUB_CHROMIUM, or where Linux distributions put it; undefined if there is none.
 * Throws if there is none where one has to be: where HUBBUB_CHROMIUM names it, and with CI or HUBBUB_REQUIRE_BROWSER set.
 */
export function findChromium(env: Record<string, string | undefined> = process.env): string | undefined {
  const named = env["HUBBUB_CHROMIUM"];
  if (named && !existsSync(named)) throw new Error(`HUBBUB_CHROMIUM: there is no ${named}.`);
  const found = named || PLACES.find((path) => existsSync(path));
  const required = env["CI"] || env["HUBBUB_REQUIRE_BROWSER"];
  if (!found && required) throw new Error("There is no Chromium, and CI or HUBBUB_REQUIRE_BROWSER is set.");
  return found;
}
