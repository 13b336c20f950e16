import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** How to reach the server that runs on a data folder; lies in it, for its owner's eyes only. */
export interface Control {
  url: string;
  pid: number;
  key: string | undefined;
}

const FILE = "control.json";

export async function writeControlFile(data: string, control: Control): Promise<void> {
  await writeFile(join(data, FILE), `${JSON.stringify(control)}\n`, { mode: 0o600 });
}

export async function removeControlFile(data: string): Promise<void> {
  await rm(join(data, FILE), { force: true });
}

/** Undefined if no server runs on the folder. */
export async function readControlFile(data: string): Promise<Control | undefined> {
  try {
    return JSON.parse(await readFile(join(data, FILE), "utf8")) as Control;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
