/** Who may import whom, by reading import lines; the rule is docs/ARCHITECTURE.md's. */
import { Glob } from "bun";

/** What each package's product code may import of ours. */
const PACKAGES: Record<string, string[]> = {
  protocol: [],
  sql: [],
  client: ["protocol"],
  server: ["protocol", "sql"],
  auth: ["protocol", "sql"],
  web: ["client"],
  load: ["client", "protocol", "devkit"],
  hubbub: ["auth", "client", "load", "protocol", "server", "web"],
  devkit: ["auth", "client", "protocol", "server", "web"],
};

/** What each folder of the server may import of the others; app.ts may import all. */
const SERVER_FOLDERS: Record<string, string[]> = {
  store: ["search"],
  bus: ["core", "store"],
  core: ["store", "bus"],
  commands: ["core", "gateway", "search", "store"],
  gateway: ["commands", "core", "files", "health", "store", "bus", "http"],
  health: [],
  api: ["core", "gateway"],
  http: ["api", "commands", "core", "files", "gateway", "operator", "slack", "store"],
  operator: ["commands", "core", "store"],
  files: ["store"],
  search: [],
  slack: [],
  worker: ["files", "search", "slack"],
};
/** Implementations are known to app.ts only; what may be imported of these folders is the interface. */
const INTERFACES: Record<string, string> = { store: "store.ts", bus: "bus.ts" };

const IMPORT = /^(?:import|export)\b[^"';]*?from\s+"([^"]+)"|^import\s+"([^"]+)"/gm;
const faults: string[] = [];

for (const file of new Glob(
  "packages/*/{src,build,test,bench,screenshots,gen,examples}/**/*.{ts,tsx}",
).scanSync(".")) {
  const path = file.replaceAll("\\", "/");
  const [, name = "", part = ""] = path.split("/");
  const source = await Bun.file(path).text();
  for (const [, from, bare] of source.matchAll(IMPORT)) {
    const target = from ?? bare ?? "";
    const own = /^@hubbub\/([a-z]+)/.exec(target)?.[1];
    if (own && !packageAllowed(name, part, own)) faults.push(`${path} imports @hubbub/${own}`);
    if (target.startsWith(".") && path.startsWith("packages/server/src/")) checkServer(path, target);
    if (target.startsWith(".") && !insidePackage(path, target))
      faults.push(`${path} reaches out to ${target}`);
  }
}

function packageAllowed(name: string, part: string, own: string): boolean {
  // Tests and examples run against the real thing, whatever it takes.
  if (part !== "src" && part !== "build") return true;
  return PACKAGES[name]?.includes(own) ?? false;
}

function insidePackage(path: string, target: string): boolean {
  const [root, name] = path.split("/");
  return resolve(path, target).startsWith(`${root}/${name}/`);
}

function checkServer(path: string, target: string): void {
  const folder = /^packages\/server\/src\/([a-z]+)\//.exec(path)?.[1];
  const [, to, rest] = /^packages\/server\/src\/([a-z]+)\/(.+)$/.exec(resolve(path, target)) ?? [];
  if (!folder || !to || !rest || folder === to) return;
  const known = SERVER_FOLDERS[folder]?.includes(to) && (INTERFACES[to] ?? rest) === rest;
  if (!known) faults.push(`${path} imports ${to}/${rest}`);
}

function resolve(path: string, target: string): string {
  return new URL(target, `file:///${path}`).pathname.slice(1);
}

for (const fault of faults) console.error(`import rule: ${fault}`);
process.exit(faults.length > 0 ? 1 : 0);
