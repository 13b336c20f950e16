/**
 * Writes the generated code of all packages: `npm run gen`. With `--check` it writes nothing, but ends with
 * code 1 if the committed files are not what would be written.
 */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dir, "..", "..", "..");
const PLUGIN = join(import.meta.dir, "plugin.ts");

interface Target {
  /** Folder of the .proto files, from the root. */
  input: string;
  /** Folder of the generated files, from the root; it holds nothing else. */
  out: string;
  plugin: string[];
  options: string[];
}

const ours = (runtime: string) => ({
  plugin: [process.execPath, PLUGIN],
  options: ["target=ts", "import_extension=ts", `runtime=${runtime}`],
});

const TARGETS: Target[] = [
  { input: "packages/protocol/proto", out: "packages/protocol/src/gen", ...ours("../wire/index.ts") },
  { input: "packages/load/proto", out: "packages/load/src/gen", ...ours("@hubbub/protocol/wire") },
  {
    // The conformant implementation, against which tests and the benchmark compare.
    input: "packages/protocol/proto",
    out: "packages/protocol/test/gen",
    plugin: ["node", join(ROOT, "node_modules", ".bin", "protoc-gen-es")],
    options: ["target=ts", "import_extension=ts"],
  },
];

async function generate(target: Target, base: string): Promise<void> {
  const template = {
    version: "v2",
    clean: true,
    plugins: [{ local: target.plugin, out: target.out, opt: target.options }],
  };
  const buf = Bun.spawn(
    [
      join(ROOT, "node_modules", ".bin", "buf"),
      "generate",
      join(ROOT, target.input),
      "--template",
      JSON.stringify(template),
      "-o",
      base,
    ],
    { cwd: ROOT, stdout: "inherit", stderr: "inherit" },
  );
  if ((await buf.exited) !== 0) throw new Error(`buf could not generate from ${target.input}: see above.`);
}

async function filesOf(folder: string): Promise<Map<string, string>> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = names.filter((name) => name.endsWith(".ts")).toSorted();
  return new Map(
    await Promise.all(files.map(async (name) => [name, await Bun.file(join(folder, name)).text()] as const)),
  );
}

async function check(): Promise<boolean> {
  const base = await mkdtemp(join(tmpdir(), "hubbub-gen-"));
  try {
    for (const target of TARGETS) {
      await generate(target, base);
      const [committed, fresh] = [
        await filesOf(join(ROOT, target.out)),
        await filesOf(join(base, target.out)),
      ];
      if (Bun.deepEquals(committed, fresh)) continue;
      console.error(
        `${target.out} is not what ${target.input} generates. Run "npm run gen" and commit the result.`,
      );
      return false;
    }
    return true;
  } finally {
    await rm(base, { recursive: true });
  }
}

if (process.argv.includes("--check")) process.exit((await check()) ? 0 : 1);
for (const target of TARGETS) await generate(target, ROOT);
