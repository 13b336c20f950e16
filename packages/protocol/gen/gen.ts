/**
 * Writes the generated code of all packages: `npm run gen`. With `--check` it writes nothing, but ends with
 * code 1 if the committed files are not what would be written.
 */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dir, "..", "..", "..");

interface Source {
  /** Folder of .proto files, from the root. */
  input: string;
  outputs: Output[];
}

interface Output {
  /** Folder of the generated files, from the root; it holds nothing else. */
  out: string;
  /** Path of a protoc plugin. */
  plugin: string;
  options: string[];
}

/** Our plugin; `runtime` is where the code finds src/wire. */
function ours(out: string, runtime: string): Output {
  const options = ["target=ts", "import_extension=ts", `runtime=${runtime}`];
  return { out, plugin: join(import.meta.dir, "plugin.ts"), options };
}

/** The conformant implementation, against which tests compare. */
function protobufEs(out: string): Output {
  const plugin = join(ROOT, "node_modules", ".bin", "protoc-gen-es");
  return { out, plugin, options: ["target=ts", "import_extension=ts"] };
}

const TESTS = "packages/protocol/test/gen";

const SOURCES: Source[] = [
  {
    input: "packages/protocol/proto",
    outputs: [ours("packages/protocol/src/gen", "../wire/index.ts"), protobufEs(`${TESTS}/es`)],
  },
  {
    input: "packages/protocol/test/proto",
    outputs: [ours(`${TESTS}/kinds`, "@hubbub/protocol/wire"), protobufEs(`${TESTS}/kinds-es`)],
  },
  {
    input: "packages/load/proto",
    outputs: [ours("packages/load/src/gen", "@hubbub/protocol/wire")],
  },
];

/** Writes what is generated from a source to its folders below `base`; throws if buf fails, which says why. */
async function generate({ input, outputs }: Source, base: string): Promise<void> {
  const plugins = outputs.map(({ out, plugin, options }) => ({
    local: [process.execPath, plugin],
    out,
    opt: options,
  }));
  const template = JSON.stringify({ version: "v2", clean: true, plugins });
  const buf = Bun.spawn(
    [
      join(ROOT, "node_modules", ".bin", "buf"),
      "generate",
      join(ROOT, input),
      "--template",
      template,
      "-o",
      base,
    ],
    { cwd: ROOT, stdout: "inherit", stderr: "inherit" },
  );
  if ((await buf.exited) !== 0) throw new Error(`buf could not generate from ${input}: see above.`);
}

async function generateAll(base: string): Promise<void> {
  await Promise.all(SOURCES.map((source) => generate(source, base)));
}

/** The files of a folder by their paths; none if there is no such folder. */
async function filesOf(folder: string): Promise<Map<string, string>> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = names.filter((name) => name.endsWith(".ts")).toSorted();
  const texts = await Promise.all(files.map((name) => Bun.file(join(folder, name)).text()));
  return new Map(files.map((name, i) => [name, texts[i] ?? ""]));
}

/** The folders whose files are not what is generated now. */
async function staleFolders(): Promise<string[]> {
  const base = await mkdtemp(join(tmpdir(), "hubbub-gen-"));
  try {
    await generateAll(base);
    const stale: string[] = [];
    for (const { out } of SOURCES.flatMap(({ outputs }) => outputs)) {
      const [committed, fresh] = [await filesOf(join(ROOT, out)), await filesOf(join(base, out))];
      if (!Bun.deepEquals(committed, fresh)) stale.push(out);
    }
    return stale;
  } finally {
    await rm(base, { recursive: true });
  }
}

if (process.argv.includes("--check")) {
  const stale = await staleFolders();
  if (stale.length > 0) {
    console.error(`Not what the .proto files generate: ${stale.join(", ")}. Run "npm run gen" and commit.`);
    process.exit(1);
  }
} else await generateAll(ROOT);
