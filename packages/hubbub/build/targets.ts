/** A platform that an executable is made for. */
export interface Target {
  /** What Bun's bundler calls it. */
  bun: string;
  /** The npm package with Bun's program for it. */
  package: string;
  /** Path of the program in the package. */
  program: string;
}

const target = (bun: string, platform: string, program = "bin/bun"): Target => ({
  bun: `bun-${bun}`,
  package: `@oven/bun-${platform}`,
  program,
});

/** By what `npm run build -- --target` calls them: Node's names of platform and architecture, but for Windows. */
export const TARGETS = {
  "linux-x64": target("linux-x64", "linux-x64"),
  "linux-arm64": target("linux-arm64", "linux-aarch64"),
  "darwin-x64": target("darwin-x64", "darwin-x64"),
  "darwin-arm64": target("darwin-arm64", "darwin-aarch64"),
  "windows-x64": target("windows-x64", "windows-x64", "bin/bun.exe"),
} as const satisfies Record<string, Target>;

export type TargetName = keyof typeof TARGETS;

export const TARGET_NAMES = Object.keys(TARGETS) as TargetName[];

/** The file name of a target's executable. */
export const executableName = (name: TargetName): string =>
  `hubbub-${name}${name.startsWith("windows") ? ".exe" : ""}`;
