import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { type Target, type TargetName, TARGETS } from "./targets.ts";

const WORKSPACE = fileURLToPath(new URL("../../../", import.meta.url));
const CACHE = join(WORKSPACE, "node_modules/.cache/hubbub/bun");

/** What package-lock.json says of a package. */
export interface Locked {
  version: string;
  /** "sha512-" and the digest of the package's archive in base64. */
  integrity: string;
}

/** Rejects if the lock file doesn't have the package. */
export async function lockedPackage(name: string): Promise<Locked> {
  const { packages } = (await Bun.file(join(WORKSPACE, "package-lock.json")).json()) as {
    packages: Record<string, Partial<Locked>>;
  };
  const { version, integrity } = packages[`node_modules/${name}`] ?? {};
  if (version === undefined || integrity === undefined) {
    throw new Error(`package-lock.json has no ${name}: run npm install.`);
  }
  return { version, integrity };
}

/** Throws if the bytes aren't those that the lock file names. */
export function checkIntegrity(archive: Uint8Array, { integrity }: Locked): void {
  const digest = createHash("sha512").update(archive).digest("base64");
  if (`sha512-${digest}` !== integrity) {
    throw new Error("The package from the registry is not the one that package-lock.json names.");
  }
}

/**
 * The path of Bun's program for a target, of the version that this one has. npm installs only this machine's: another one's
 * package is fetched by npm, checked against package-lock.json and kept in node_modules/.cache.
 */
export async function bunRuntime(name: TargetName): Promise<string> {
  const target = TARGETS[name];
  const { version, integrity } = await lockedPackage(target.package);
  const path = join(CACHE, `${version}-${name}`, target.program);
  if (!(await Bun.file(path).exists())) await fetchRuntime(target, { version, integrity }, path);
  return path;
}

async function fetchRuntime(target: Target, locked: Locked, path: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, "part-"));
  try {
    const archive = await npmPack(`${target.package}@${locked.version}`, folder);
    checkIntegrity(archive, locked);
    await new Bun.Archive(archive).extract(folder, { glob: `package/${target.program}` });
    const program = join(folder, "package", target.program);
    await chmod(program, 0o755);
    await mkdir(dirname(path), { recursive: true });
    await rename(program, path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The archive of a package, as the registry has it. */
async function npmPack(spec: string, folder: string): Promise<Uint8Array> {
  const npm = Bun.which("npm");
  if (npm === null) throw new Error("npm is needed to fetch Bun for another platform, and is not in PATH.");
  const child = Bun.spawn([npm, "pack", spec, "--silent", "--pack-destination", folder], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  if ((await child.exited) !== 0) throw new Error(`npm could not fetch ${spec}.`);
  const archive = (await readdir(folder)).find((file) => file.endsWith(".tgz"));
  if (archive === undefined) throw new Error(`npm fetched nothing for ${spec}.`);
  return Bun.file(join(folder, archive)).bytes();
}
