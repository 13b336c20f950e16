import { type CodePlace, codePlace } from "./code-place.ts";
import { type CpuProfile, type ProfileNode } from "./cpu-profile.ts";

/** A function, called the way that leads to it. */
export interface Call extends CodePlace {
  /** Samples in which it ran itself. */
  self: number;
  /** Samples in which it or what it called ran. */
  total: number;
  /** Of each function in a file once, the one with the most samples first; none without samples. */
  children: Call[];
}

/** Names that stand for nothing being done. */
const IDLE = "(idle)";

/**
 * The tree of calls, merged by function and file. Samples are counted, and their times left aside: Bun takes samples
 * only while JavaScript runs, so what lies between two of them is mostly rest.
 */
export function callTree({ nodes }: CpuProfile): Call {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return merge([nodes[0]!], byId);
}

function merge(nodes: readonly ProfileNode[], byId: ReadonlyMap<number, ProfileNode>): Call {
  const groups = new Map<string, ProfileNode[]>();
  for (const node of nodes) {
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child === undefined || child.callFrame.functionName === IDLE) continue;
      const { name, file } = codePlace(child.callFrame);
      const key = `${name}\n${file}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [child]);
      else group.push(child);
    }
  }
  const children = [...groups.values()].map((group) => merge(group, byId)).filter(({ total }) => total > 0);
  children.sort((a, b) => b.total - a.total);
  const self = nodes.reduce((sum, { hitCount }) => sum + hitCount, 0);
  const total = children.reduce((sum, child) => sum + child.total, self);
  return { ...codePlace(nodes[0]!.callFrame), self, total, children };
}
