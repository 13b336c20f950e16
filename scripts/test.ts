/**
 * `npm test [-- FILTER…]`: all tests but the long ones, files named *.long.test.ts, those in a browser, *.browser.test.ts, and
 * those against a Postgres server, *.cluster.test.ts; `npm run test:long`, `test:browser` and `test:cluster` run those.
 * What failed is said once more at the end, with its reason; the last line is "N passed, N failed".
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
const folder = mkdtempSync(join(tmpdir(), "hubbub-test-"));
const report = join(folder, "junit.xml");
/** The kinds that run by themselves: the files' names end so. */
const KINDS: Readonly<Record<string, string>> = {
  "--long": ".long.test.ts",
  "--browser": ".browser.test.ts",
  "--cluster": ".cluster.test.ts",
};
const [first = "", ...rest] = process.argv.slice(2);
const kind = KINDS[first];
const selection =
  kind === undefined
    ? [...Object.values(KINDS).map((ending) => `--path-ignore-patterns=**/*${ending}`), first, ...rest]
    : [kind, ...rest];
const { exited } = Bun.spawn(
  [
    process.execPath,
    "test",
    "--parallel=2",
    "--timeout=30000",
    "--reporter=junit",
    `--reporter-outfile=${report}`,
    ...selection.filter(Boolean),
  ],
  { cwd: fileURLToPath(new URL("..", import.meta.url)), stdout: "inherit", stderr: "inherit" },
);
const code = await exited;

let total = { tests: 0, failures: 0, skipped: 0 };
try {
  const xml = readFileSync(report, "utf8");
  total = readTotals(xml);
  for (const failure of failuresIn(xml)) console.log(failure);
} catch {
  console.error("The test runner left no report.");
}
rmSync(folder, { recursive: true });
const passed = total.tests - total.failures - total.skipped;
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`${passed} passed, ${total.failures} failed${skipped}`);
process.exit(code !== 0 || total.tests === 0 ? code || 1 : 0);

function readTotals(xml: string): { tests: number; failures: number; skipped: number } {
  const root = /<testsuites[^>]*>/.exec(xml)?.[0] ?? "";
  const read = (name: string): number => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(root)?.[1] ?? 0);
  return { tests: read("tests"), failures: read("failures"), skipped: read("skipped") };
}

/** Of each failed test its file, name and reason. */
function failuresIn(xml: string): string[] {
  const cases =
    /<testcase name="([^"]*)"[^>]*? file="([^"]*)"[^>]*>\s*<failure[^>]*?(?:\/>|>([\s\S]*?)<\/failure>)/g;
  return [...xml.matchAll(cases)].map(
    ([, name = "", file = "", reason = ""]) =>
      `FAILED ${unescape(file)}: ${unescape(name)}\n  ${unescape(reason).trim().replaceAll("\n", "\n  ")}\n`,
  );
}

function unescape(text: string): string {
  return text.replace(/&(?:#(\d+)|([a-z]+));/g, (whole, code?: string, name = "") =>
    code === undefined ? (ENTITIES[name] ?? whole) : String.fromCodePoint(Number(code)),
  );
}
