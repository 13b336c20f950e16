/** `npm run check`: format, lint, types, import rule, generated code and schema. Runs all, then says what failed. */
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const bun = process.execPath;
const oxlint = fileURLToPath(new URL("../node_modules/.bin/oxlint", import.meta.url));

const CHECKS: { name: string; command: string[]; advice: string }[] = [
  { name: "format", command: [bun, "fmt", "--check", "--no-script"], advice: "npm run format" },
  { name: "lint", command: [oxlint, "--deny-warnings"], advice: "see above" },
  { name: "types", command: [bun, "check", "--no-script"], advice: "see above" },
  { name: "imports", command: [bun, "scripts/check-imports.ts"], advice: "see docs/ARCHITECTURE.md" },
  { name: "generated", command: [bun, "packages/protocol/gen/gen.ts", "--check"], advice: "npm run gen" },
  { name: "scenarios", command: [bun, "packages/load/gen/scenarios.ts", "--check"], advice: "npm run gen" },
  { name: "rules", command: [bun, "scripts/gen-rules.ts", "--check"], advice: "npm run gen" },
  { name: "schema", command: [bun, "packages/protocol/gen/compat.ts"], advice: "see above" },
];

const failed: string[] = [];
for (const { name, command, advice } of CHECKS) {
  const { exited } = Bun.spawn(command, { cwd: root, stdout: "inherit", stderr: "inherit" });
  const ok = (await exited) === 0;
  console.log(ok ? `${name}: good` : `${name}: failed (${advice})`);
  if (!ok) failed.push(name);
}
if (failed.length > 0) console.error(`check failed: ${failed.join(", ")}`);
process.exit(failed.length > 0 ? 1 : 0);
