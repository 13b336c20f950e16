import { dlopen } from "bun:ffi";
import { availableParallelism } from "node:os";

import { StartRefused } from "./errors.ts";

/** Bits of the kernel's cpu_set_t, in bytes (sched_setaffinity(2)). */
const MASK_BYTES = 128;

/** The cores that the pinned thread had before; undefined if none is pinned. */
let formerMask: Uint8Array | undefined;

/**
 * Pins the calling thread to one core; threads that exist stay where they are. Linux only: elsewhere, or
 * for a core that isn't there, throws StartRefused.
 */
export function pinThread(core: number): void {
  if (process.platform !== "linux") {
    throw new StartRefused("--cpu-affinity works on Linux only: leave it out.");
  }
  const { sched_getaffinity, sched_setaffinity } = openLibc().symbols;
  const former = new Uint8Array(MASK_BYTES);
  const mask = new Uint8Array(MASK_BYTES);
  if (core < MASK_BYTES * 8) mask[core >> 3] = 1 << (core & 7);
  // 0: the calling thread.
  sched_getaffinity(0, BigInt(MASK_BYTES), former);
  if (sched_setaffinity(0, BigInt(MASK_BYTES), mask) !== 0) {
    const last = availableParallelism() - 1;
    throw new StartRefused(`There is no core ${core} to pin to: --cpu-affinity takes 0 to ${last} here.`);
  }
  formerMask = former;
}

/** Does what starts a process, which inherits its maker's cores, with those from before pinThread. */
export function unpinned<T>(start: () => T): T {
  if (!formerMask) return start();
  const { sched_getaffinity, sched_setaffinity } = openLibc().symbols;
  const pinned = new Uint8Array(MASK_BYTES);
  sched_getaffinity(0, BigInt(MASK_BYTES), pinned);
  sched_setaffinity(0, BigInt(MASK_BYTES), formerMask);
  try {
    return start();
  } finally {
    sched_setaffinity(0, BigInt(MASK_BYTES), pinned);
  }
}

function openLibc() {
  const call = { args: ["i32", "u64", "ptr"], returns: "i32" } as const;
  const symbols = { sched_getaffinity: call, sched_setaffinity: call } as const;
  try {
    return dlopen("libc.so.6", symbols);
  } catch {
    // musl (Alpine) has its C library under another name.
    return dlopen(`libc.musl-${process.arch === "arm64" ? "aarch64" : "x86_64"}.so.1`, symbols);
  }
}
