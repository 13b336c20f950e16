// Builds the package that is published: ESM bundles for browsers and for Node, and their types.
// bun packages/client/build.ts [OUTDIR]
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const packageFolder = dirname(fileURLToPath(import.meta.url));
const packages = dirname(packageFolder);
const root = dirname(packages);

/** Types stand below this folder as the sources stand below `packages`. */
const TYPES = "types";

/** Builds into `out`, which is emptied before. Rejects with what the bundler or the compiler said. */
export async function buildClient(out = join(packageFolder, "dist")): Promise<void> {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await Promise.all([bundle(out, "browser", "index.js"), bundle(out, "node", "node.js"), emitTypes(out)]);
  await writeManifest(out);
  await cp(join(packageFolder, "README.md"), join(out, "README.md"));
}

/** Everything but `ws` is bundled in; the browser's bundle needs nothing at all. */
async function bundle(out: string, target: "browser" | "node", name: string): Promise<void> {
  const { outputs } = await Bun.build({
    entrypoints: [join(packageFolder, "src/index.ts")],
    target,
    format: "esm",
    external: target === "node" ? ["ws"] : [],
    sourcemap: "linked",
    naming: name,
    outdir: out,
  });
  if (target !== "browser") return;
  const code = (await outputs[0]?.text()) ?? "";
  const imports = new Bun.Transpiler({ loader: "js" }).scanImports(code);
  if (imports.length > 0) throw new Error(`The browser's bundle imports ${imports[0]?.path}.`);
}

async function emitTypes(out: string): Promise<void> {
  // A configuration of its own: in the workspace's, nothing is written and Bun's types are there.
  const folder = await mkdtemp(join(tmpdir(), "hubbub-types-"));
  const config = join(folder, "tsconfig.json");
  const options = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: packages,
    outDir: join(out, TYPES),
    // What is found in node_modules counts as somebody else's, and would get no types here.
    paths: { "@hubbub/protocol": [join(packages, "protocol/src/index.ts")] },
    types: [],
    typeRoots: [],
  };
  const files = [join(packageFolder, "src/index.ts")];
  await writeFile(
    config,
    JSON.stringify({ extends: join(root, "tsconfig.json"), compilerOptions: options, files, include: [] }),
  );
  const tsc = Bun.spawn([process.execPath, join(root, "node_modules/typescript/bin/tsc"), "-p", config], {
    stdout: "pipe",
  });
  const said = await new Response(tsc.stdout).text();
  await rm(folder, { recursive: true });
  if ((await tsc.exited) !== 0) throw new Error(`The types could not be made:\n${said}`);
  await rewriteImports(join(out, TYPES));
}

/** From names and extensions of the workspace to files that stand beside each other. */
async function rewriteImports(types: string): Promise<void> {
  const protocol = join(types, "protocol/src/index.js");
  for (const name of await readdir(types, { recursive: true })) {
    if (!name.endsWith(".d.ts")) continue;
    const file = join(types, name);
    const beside = relative(dirname(file), protocol);
    const text = await readFile(file, "utf8");
    const rewritten = text
      .replaceAll('"@hubbub/protocol"', `"${beside.startsWith(".") ? beside : `./${beside}`}"`)
      .replaceAll(/((?:from|import)\s*\(?\s*"\.[^"]*)\.ts"/g, '$1.js"');
    await writeFile(file, rewritten);
  }
}

async function writeManifest(out: string): Promise<void> {
  const { name, version, license, dependencies } = await Bun.file(join(packageFolder, "package.json")).json();
  const browser = "./index.js";
  const manifest = {
    name,
    version,
    description: "Client of the Hubbub chat server, for browsers, Bun and Node 20 or later.",
    license,
    type: "module",
    sideEffects: false,
    engines: { node: ">=20" },
    exports: {
      ".": {
        types: `./${TYPES}/client/src/index.d.ts`,
        browser,
        bun: browser,
        node: "./node.js",
        default: browser,
      },
    },
    // Node 20 has no WebSocket of its own.
    dependencies: { ws: dependencies.ws },
  };
  await writeFile(join(out, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

if (import.meta.main) {
  const out = process.argv[2] === undefined ? undefined : resolve(process.argv[2]);
  await buildClient(out);
}
