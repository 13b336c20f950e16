import { describe, expect, test } from "bun:test";

import { type Call, callTree } from "../src/analysis/flame/call-tree.ts";
import { cpuProfileSchema } from "../src/analysis/flame/cpu-profile.ts";
import { flameSvg } from "../src/analysis/flame/flame-svg.ts";
import { hottestFunctions } from "../src/analysis/flame/hottest.ts";

const OWN = "file:///home/ann/hubbub/packages/server/src/";
const LIBRARY = "file:///home/ann/hubbub/node_modules/prom-client/lib/";

/** flush 2 → write 3 → send 40; flush again, from another line of the profile, 5; observe 10 → (anonymous) 20. */
const profile = cpuProfileSchema.parse({
  startTime: 0,
  endTime: 1e6,
  nodes: [
    node(1, "(root)", "", 0, [2, 5, 6, 9]),
    node(2, "flush", `${OWN}core/flusher.ts`, 2, [3]),
    node(3, "write", `${OWN}gateway/session.ts`, 3, [4]),
    node(4, "send", "", 40, []),
    node(5, "flush", `${OWN}core/flusher.ts`, 5, []),
    node(6, "observe", `${LIBRARY}histogram.js`, 10, [7]),
    node(7, "", `${LIBRARY}histogram.js`, 12, [8]),
    node(8, "observe", `${LIBRARY}histogram.js`, 8, []),
    node(9, "(idle)", "", 900, []),
  ],
});

function node(id: number, functionName: string, url: string, hitCount: number, children: number[]) {
  return { id, callFrame: { functionName, url, lineNumber: 230, columnNumber: 1 }, hitCount, children };
}

const outline = ({ name, self, total, children }: Call): unknown[] => [
  name,
  self,
  total,
  ...children.map(outline),
];

describe("a CPU profile", () => {
  test("[L50.9] calls are merged by function and file, the widest first, and idle is left out", () => {
    expect(outline(callTree(profile))).toEqual([
      "(root)",
      0,
      80,
      ["flush", 7, 50, ["write", 3, 43, ["send", 40, 40]]],
      ["observe", 10, 30, ["(anonymous, line 231)", 12, 20, ["observe", 8, 8]]],
    ]);
  });

  test("[L50.10] the hottest functions are over all ways to them; one that calls itself counts once", () => {
    const hot = hottestFunctions(callTree(profile), 3);
    expect(hot.map(({ name, file, owner }) => [name, file, owner])).toEqual([
      ["send", "", "runtime"],
      ["observe", "prom-client/lib/histogram.js", "library"],
      ["(anonymous, line 231)", "prom-client/lib/histogram.js", "library"],
    ]);
    expect(hot.map(({ self, total }) => [self, total])).toEqual([
      [40 / 80, 40 / 80],
      [18 / 80, 30 / 80],
      [12 / 80, 20 / 80],
    ]);
  });

  test("[L50.11] frames of a flame graph are as wide as their samples, lie within their caller, and say what they are", () => {
    const svg = flameSvg(callTree(profile));
    const frames = new Map<string, { x: number; y: number; width: number }>();
    for (const [, title = "", x, y, width] of svg.matchAll(
      /<title>([^<]*)<\/title><rect x="([\d.]+)" y="(\d+)" width="([\d.]+)"/g,
    )) {
      frames.set(title, { x: Number(x), y: Number(y), width: Number(width) });
    }
    expect([...frames.keys()]).toContain(
      "flush (server/src/core/flusher.ts): 62.5%, itself 8.8%, 50 samples",
    );
    expect(frames.size).toBe(7);
    const frame = (start: string) => [...frames].find(([title]) => title.startsWith(start))![1];
    const [all, flush, send, observe] = ["all", "flush", "send", "observe"].map(frame);
    expect(flush!.width / all!.width).toBeCloseTo(50 / 80, 2);
    expect(send!.x).toBeGreaterThanOrEqual(flush!.x);
    expect(send!.x + send!.width).toBeLessThanOrEqual(flush!.x + flush!.width + 0.1);
    expect(observe!.x).toBeGreaterThanOrEqual(flush!.x + flush!.width);
    expect(send!.y).toBeLessThan(flush!.y);
  });

  test("[L50.12] names from outside can't break out of the picture", () => {
    const nodes = [node(1, "(root)", "", 0, [2]), node(2, '<script>"&', "", 1, [])];
    const svg = flameSvg(callTree(cpuProfileSchema.parse({ startTime: 0, endTime: 1, nodes })));
    expect(svg).not.toContain("<script>");
    expect(svg).toContain("&lt;script&gt;");
  });
});
