import { join } from "node:path";

import { z } from "zod";

/** Where the project lies on this machine, which is nobody else's business; "/" in an executable, which has no such place. */
const PROJECT = join(import.meta.dir, "..", "..", "..", "..", "..");

const controlSchema = z.object({ url: z.string(), key: z.string() });

/**
 * A CPU profile of the server that runs on the data folder, as .cpuprofile's text, after these seconds; files are named from
 * the project's folder on.
 */
export async function takeProfile(data: string, seconds: number): Promise<string> {
  const { url, key } = controlSchema.parse(await Bun.file(join(data, "control.json")).json());
  const response = await fetch(`${url}/control/profile?seconds=${seconds}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}` },
  });
  if (!response.ok) throw new Error(`The profile was refused: ${(await response.text()).trim()}`);
  const profile = await response.text();
  return PROJECT === "/" ? profile : profile.replaceAll(PROJECT, "");
}
