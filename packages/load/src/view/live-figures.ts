import { byteSize, figure, withUnit } from "../report/graphs/figures.ts";
import type { Second } from "../result/result.ts";
import { DEFAULT_THRESHOLDS } from "../result/thresholds.ts";
import { bar } from "./braille-graph.ts";
import type { Paint } from "./paint.ts";
import type { Part } from "./render-live.ts";

/** Columns of the names of rows. */
const LABEL = 10;

/** The newest second in rows. */
export function figureParts(second: Second, columns: number, paint: Paint): Part[] {
  const { cpu, memory, latency, users, sent, delivered, server, lagMs } = second;
  const row = (label: string, items: readonly string[], drop: number): Part => ({
    lines: flow(paint("dim", label), items, columns),
    drop,
  });
  const percentile = (name: "p50" | "p90" | "p95" | "p99" | "max") => {
    const target = DEFAULT_THRESHOLDS[name];
    const text = figure(latency[name]);
    const style = target === undefined ? "bold" : latency[name] <= target ? "green" : "alarm";
    return `${name} ${paint(style, text)}`;
  };
  const latencies =
    latency.count === 0
      ? ["nothing came"]
      : [...(["p50", "p90", "p95", "p99", "max"] as const).map(percentile), "ms"];
  return [
    row(
      "traffic",
      [
        `${paint("bold", figure(users))} users`,
        `${paint("bold", figure(sent))} sent/s`,
        `${paint("bold", figure(delivered))} delivered/s`,
      ],
      0,
    ),
    row("latency", latencies, 0),
    row(
      "CPU",
      [
        ...cpuItem("gateway", cpu.gateway, paint),
        ...cpuItem("accounts", cpu.accounts, paint),
        ...cpuItem(
          cpu.generator.length > 1 ? `generators (${cpu.generator.length})` : "generator",
          maxOf(cpu.generator),
          paint,
        ),
      ],
      2,
    ),
    row(
      "memory",
      [
        ...memoryItem("gateway", memory.gateway),
        ...memoryItem("accounts", memory.accounts),
        ...memoryItem("generator", memory.generator),
      ],
      5,
    ),
    row(
      "pacing",
      [
        ...item("flush every", server.flushIntervalMs, "ms"),
        ...item("commits of", server.commitBatch, "messages"),
        ...item("loop delay", server.loopDelayMs, "ms"),
        `send lag ${withUnit(lagMs, "ms")}`,
      ],
      6,
    ),
  ];
}

function cpuItem(name: string, percent: number | null, paint: Paint): string[] {
  if (percent === null) return [];
  const style = percent > 90 ? "red" : percent > 70 ? "yellow" : "blue";
  return [
    `${name} ${bar(percent / 100, 8, style, paint)} ${paint("bold", withUnit(Math.round(percent), "%"))}`,
  ];
}

function memoryItem(name: string, bytes: number | null): string[] {
  return bytes === null ? [] : [`${name} ${byteSize(bytes)}`];
}

function item(name: string, value: number | null, unit: string): string[] {
  return value === null ? [] : [`${name} ${withUnit(value, unit)}`];
}

function maxOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}

/** Items after a label, on as many lines as they take. */
function flow(label: string, items: readonly string[], columns: number): string[] {
  const lines = [label + " ".repeat(Math.max(1, LABEL - Bun.stringWidth(label)))];
  let empty = true;
  for (const one of items) {
    const line = lines.at(-1)!;
    const next = empty ? line + one : `${line}  ${one}`;
    if (!empty && Bun.stringWidth(next) > columns) lines.push(" ".repeat(LABEL) + one);
    else lines[lines.length - 1] = next;
    empty = false;
  }
  return lines;
}
