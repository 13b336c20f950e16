/**
 * The hash worker's file; in a compiled executable it lies beside the main file, where this path leads to, too
 * (packages/hubbub/build).
 */
export const HASH_WORKER_SCRIPT = new URL("./hash-worker.ts", import.meta.url);
