import { open } from "node:fs/promises";

/** Brings a file's bytes, or the names in a folder, to the disk. Windows has no such call for folders. */
export async function syncFile(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
