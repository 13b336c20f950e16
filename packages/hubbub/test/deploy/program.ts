import { fileURLToPath } from "node:url";

import { Glob } from "bun";

import { COMMANDS } from "../../src/command-list.ts";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
export const DEPLOY = `${ROOT}deploy/`;

/** What a command of the program can be told: flags such as "--port", and variables. */
export interface Settings {
  flags: ReadonlySet<string>;
  variables: ReadonlySet<string>;
}

export async function settingsOf(name: string): Promise<Settings> {
  const listed = COMMANDS.find((command) => command.name === name);
  if (!listed) throw new Error(`there is no command ${name}`);
  const { options } = await listed.load();
  return {
    flags: new Set(["--help", ...options.map(({ long }) => long ?? "")]),
    variables: new Set(options.flatMap(({ envVar }) => envVar ?? [])),
  };
}

/** Names of all metrics in the sources of gateway, accounts service and worker, with those that Prometheus makes of a histogram. */
export async function metricNames(): Promise<Set<string>> {
  const names = new Set<string>();
  for (const file of new Glob("packages/{server,auth}/src/**/*.ts").scanSync(ROOT)) {
    for (const [, name = ""] of (await Bun.file(ROOT + file).text()).matchAll(/"(hubbub_[a-z0-9_]+)"/g)) {
      for (const suffix of ["", "_bucket", "_sum", "_count"]) names.add(name + suffix);
    }
  }
  return names;
}

/** The text of each file below deploy/ whose path fits the pattern, by its path. */
export async function deployFiles(pattern: string): Promise<Map<string, string>> {
  const paths = [...new Glob(pattern).scanSync({ cwd: DEPLOY, dot: true })].toSorted();
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await Bun.file(DEPLOY + path).text()] as const)),
  );
}

export const operations = (): Promise<string> => Bun.file(`${ROOT}docs/OPERATIONS.md`).text();
