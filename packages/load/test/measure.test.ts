import { describe, expect, test } from "bun:test";

import { parseMetrics } from "../src/measure/metrics-text.ts";
import { cpuSeconds, memoryBytes, processTree } from "../src/measure/process-figures.ts";

describe.skipIf(process.platform !== "linux")("figures of a process (Linux's /proc)", () => {
  test("[L7.1] CPU is what the process itself is told, all threads together", () => {
    const { user, system } = process.cpuUsage();
    const told = (user + system) / 1e6;
    expect(Math.abs(cpuSeconds(process.pid) - told)).toBeLessThan(0.2 + told * 0.1);
  });

  test("[L7.2] memory is what the process has, and no more than its resident set", () => {
    const held = Buffer.alloc(64 * 1024 * 1024, 1);
    const memory = memoryBytes(process.pid);
    expect(memory).toBeGreaterThan(held.length);
    expect(memory).toBeLessThanOrEqual(process.memoryUsage.rss() * 1.1);
  });

  test("[L7.3] a process's tree holds its children and theirs", async () => {
    const child = Bun.spawn(["sh", "-c", "sleep 60 & echo $!; read line; kill $!"], {
      stdin: "pipe",
      stdout: "pipe",
    });
    const reader = child.stdout.getReader();
    const grandchild = Number(new TextDecoder().decode((await reader.read()).value));
    const tree = processTree(process.pid);
    expect(tree[0]).toBe(process.pid);
    expect(tree).toContain(child.pid);
    expect(tree).toContain(grandchild);
    child.stdin.write("\n");
    await child.stdin.end();
    await child.exited;
  });
});

test("[L7.4] metrics are read by name and labels", () => {
  const text = '# HELP a b\n# TYPE a counter\na_total 12\nb{le="0.5",x="y z"} 1.5e3\n\nc NaN\n';
  expect([...parseMetrics(text)]).toEqual([
    ["a_total", 12],
    ['b{le="0.5",x="y z"}', 1500],
    ["c", Number.NaN],
  ]);
});
