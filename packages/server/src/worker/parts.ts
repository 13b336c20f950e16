import type { MakePart } from "./worker-part.ts";

/** All that the worker does: add a row for one thing more. */
export const PARTS: readonly MakePart[] = [];
