import { type Call } from "./call-tree.ts";
import { type CodePlace } from "./code-place.ts";

/** A function over all ways that lead to it; shares of all samples, 0 to 1. */
export interface HotFunction extends CodePlace {
  self: number;
  total: number;
}

/** The functions that ran themselves the most, the hottest first, at most `most` of them. */
export function hottestFunctions(root: Call, most: number): HotFunction[] {
  const functions = new Map<string, HotFunction>();
  const onStack = new Set<string>();
  const visit = (call: Call) => {
    const key = `${call.name}\n${call.file}`;
    const known = functions.get(key) ?? {
      name: call.name,
      file: call.file,
      owner: call.owner,
      self: 0,
      total: 0,
    };
    functions.set(key, known);
    known.self += call.self / root.total;
    // One that calls itself counts once.
    const outermost = !onStack.has(key);
    if (outermost) known.total += call.total / root.total;
    onStack.add(key);
    for (const child of call.children) visit(child);
    if (outermost) onStack.delete(key);
  };
  for (const child of root.children) visit(child);
  const hot = [...functions.values()].filter(({ self }) => self > 0);
  return hot.toSorted((a, b) => b.self - a.self || b.total - a.total).slice(0, most);
}
