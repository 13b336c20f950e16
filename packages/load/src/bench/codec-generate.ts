import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

const ROOT = join(import.meta.dir, "..", "..", "..", "..");
const BIN = join(ROOT, "node_modules", ".bin");
/** Inside node_modules, so that generated code finds its library. */
const OUT = join(ROOT, "node_modules", ".cache", "hubbub-codec-bench");

/** Files of generated code of the other codecs. */
export interface RivalFiles {
  protobufjs: string;
  pbf: string;
  protobufEs: string;
}

/** Generates the other codecs' code with their own tools; it takes a few seconds and needs no network. */
export async function generateRivals(): Promise<RivalFiles> {
  await rm(OUT, { recursive: true, force: true });
  await mkdir(join(OUT, "proto"), { recursive: true });
  const proto = join(OUT, "proto", "all.proto");
  await Bun.write(proto, await oneFile());
  await Bun.write(join(OUT, "package.json"), '{ "type": "module" }');

  const protobufjs = join(OUT, "protobufjs.js");
  await run([join(BIN, "pbjs"), "-t", "static-module", "-w", "esm", "-o", protobufjs, proto]);
  const pbf = join(OUT, "pbf.js");
  await Bun.write(pbf, await run([join(BIN, "pbf"), proto]));
  const plugins = [{ local: join(BIN, "protoc-gen-es"), out: ".", opt: ["target=js"] }];
  const template = JSON.stringify({ version: "v2", plugins });
  await run([join(BIN, "buf"), "generate", join(OUT, "proto"), "--template", template, "-o", OUT]);
  return { protobufjs, pbf, protobufEs: join(OUT, "all_pb.js") };
}

/** All .proto files as one, since not every tool finds imports in the same place. */
async function oneFile(): Promise<string> {
  const folder = join(ROOT, "packages", "protocol", "proto", "hubbub", "v1");
  const files = (await readdir(folder)).map((name) => join(folder, name));
  files.push(join(ROOT, "packages", "load", "proto", "bench.proto"));
  const texts = await Promise.all(files.map((file) => Bun.file(file).text()));
  const bodies = texts.map((text) => text.replaceAll(/^(syntax|package|import) .*;$/gm, ""));
  return ['syntax = "proto3";', "package all;", ...bodies].join("\n");
}

async function run(command: string[]): Promise<string> {
  const process = Bun.spawn(command, { stdout: "pipe", stderr: "pipe" });
  const [out, errors] = await Promise.all([
    new Response(process.stdout).text(),
    new Response(process.stderr).text(),
  ]);
  if ((await process.exited) !== 0) throw new Error(`${command.join(" ")} failed: ${errors}`);
  return out;
}
