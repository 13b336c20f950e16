/**
 * Writes the list of rules at the end of docs/SPEC.md from the names of the tests that prove them; with --check it
 * only says whether the list is up to date. So no rule stands there without a test, and none is missing.
 */
import { Glob } from "bun";

const SPEC = "docs/SPEC.md";
const MARK = "<!-- Below: npm run gen writes it from the names of the tests. -->";
const AREAS: Record<string, string> = {
  P: "Promises",
  C: "Protocol and codec",
  G: "Gateway",
  M: "Messages",
  S: "Store",
  A: "Accounts",
  K: "Client SDK",
  O: "Operation and command line",
  L: "Load generator",
  F: "Files",
  R: "Reading and presence",
  B: "HTTP API, bots and webhooks",
  W: "Worker and integrations",
  Q: "Search",
  H: "Channels",
  X: "Moderation and administration",
  I: "Import and export",
  U: "Web client",
  N: "Several nodes",
};
const NAME = /(["'`])((?:\[[A-Z]+\d+(?:\.\d+)?\] )+)((?:(?!\1)[^\\\n]|\\.)+)\1/g;

interface Rule {
  id: string;
  text: string;
  where: string;
}

async function readRules(): Promise<Rule[]> {
  const rules: Rule[] = [];
  for (const file of new Glob("packages/*/test/**/*.ts").scanSync(".")) {
    const where = file.replaceAll("\\", "/").split("/")[1] ?? "";
    for (const [, , ids = "", name = ""] of (await Bun.file(file).text()).matchAll(NAME)) {
      const text = name.replaceAll(/\$\{[^}]*\}|%[a-z]/g, "…").replaceAll(/\\(.)/g, "$1");
      for (const [id] of ids.matchAll(/[A-Z]+\d+(\.\d+)?/g)) rules.push({ id, text, where });
    }
  }
  return rules.toSorted(
    (a, b) => byNumbers(a.id, b.id) || compare(a.where, b.where) || compare(a.text, b.text),
  );
}

function byNumbers(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function render(rules: Rule[]): string {
  const parts = Object.entries(AREAS).map(([letter, title]) => {
    const own = rules.filter(({ id }) => id.startsWith(letter));
    const lines = own.map(({ id, text, where }) => `- **${id}** ${text} _(${where})_`);
    return `### ${letter}: ${title}\n\n${[...new Set(lines)].join("\n")}\n`;
  });
  return `${MARK}\n\n${parts.join("\n")}`;
}

const spec = await Bun.file(SPEC).text();
const at = spec.indexOf(MARK);
if (at < 0) throw new Error(`${SPEC} has lost the line ${MARK}`);
const wanted = spec.slice(0, at) + render(await readRules());
if (wanted !== spec && process.argv.includes("--check")) {
  console.error(`${SPEC}: the list of rules is not that of the tests. Run npm run gen.`);
  process.exit(1);
}
if (wanted !== spec) await Bun.write(SPEC, wanted);
