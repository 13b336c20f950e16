import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Person } from "./person.ts";
import type { World } from "./world.ts";

/** Writes of each browser what it shows, as a picture and as a screen reader has it, and what its console says; prints where. */
export async function reportFailure(test: string, world: World): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "hubbub-browser-"));
  await Promise.all(
    world.people.map((person, at) => report(person, join(folder, `${at + 1}-${person.name}`))),
  );
  console.error(`What the browsers showed when "${test}" failed is in ${folder}`);
}

async function report(person: Person, path: string): Promise<void> {
  const { page, complaints } = person;
  const console = [page.url(), ...complaints.console, "", "Faults:", ...person.faults()].join("\n");
  await writeFile(`${path}-console.txt`, console);
  // A page that hangs or crashed can't be asked.
  const snapshot = await page.locator("body").ariaSnapshot({ timeout: 2_000 }).catch(String);
  await writeFile(`${path}-page.yaml`, snapshot);
  await page.screenshot({ path: `${path}.png`, timeout: 5_000 }).catch(async (error: unknown) => {
    await writeFile(`${path}-no-screenshot.txt`, String(error));
  });
}
