/**
 * The hash worker's file: beside this one, or in a compiled executable where its entry point is, at the path from
 * the build's root (`--root`, the workspace), because there `import.meta.url` is the executable.
 */
export const HASH_WORKER_SCRIPT = Bun.isStandaloneExecutable
  ? new URL("./packages/auth/src/pool/hash-worker.ts", import.meta.url)
  : new URL("./hash-worker.ts", import.meta.url);
