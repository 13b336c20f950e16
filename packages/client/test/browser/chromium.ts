import { existsSync } from "node:fs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where a Chromium is, HUBBUB_CHROMIUM before all; undefined if there is none, and then it is said. */
export function findChromium(): string | undefined {
  const path = process.env["HUBBUB_CHROMIUM"] ?? PLACES.find((place) => existsSync(place));
  if (path === undefined) console.warn(`Tests in a browser are skipped: there is no ${PLACES.join(", ")}.`);
  return path;
}
