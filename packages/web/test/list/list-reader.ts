import type { Person } from "../browser/person.ts";
import type { ReaderPage } from "./reader-page.ts";

/** The script that lets a list of messages be looked at frame by frame. */
export async function readerScript(): Promise<string> {
  const entry = new URL("reader-page.ts", import.meta.url).pathname;
  const { outputs } = await Bun.build({ entrypoints: [entry], target: "browser", format: "iife" });
  return outputs[0]!.text();
}

/** Asks the reader in somebody's page. */
export function ask<Name extends keyof ReaderPage>(
  { page }: Person,
  name: Name,
  ...given: Parameters<ReaderPage[Name]>
): Promise<Awaited<ReturnType<ReaderPage[Name]>>> {
  return page.evaluate(askInPage, [name, given] as [string, unknown[]]) as never;
}

/** Carried out in the browser. */
async function askInPage([method, given]: [string, unknown[]]): Promise<unknown> {
  const { reader } = globalThis as unknown as { reader: Record<string, (...given: unknown[]) => unknown> };
  return reader[method]!(...given);
}
