import type { Band, Latency, Machine, Result, RunOptions } from "../result/result.ts";
import { tooFewCame } from "../result/thresholds.ts";
import { FAULT_NAMES, faultKeys } from "./fault-names.ts";
import { byteSize, clock, figure, withUnit } from "./graphs/figures.ts";
import type { Cell, Table } from "./table.ts";

/** Verdicts on each threshold. */
export function thresholdTable({ thresholds }: Result): Table {
  return {
    columns: [
      { heading: "Threshold" },
      { heading: "At most" },
      { heading: "Measured" },
      { heading: "", align: "left" },
    ],
    rows: thresholds.map((threshold) => [
      threshold.metric,
      figure(threshold.most),
      tooFewCame(threshold) ? "not all came" : figure(threshold.value),
      threshold.met ? { text: "met", tone: "good" } : { text: "MISSED", tone: "bad" },
    ]),
  };
}

export function latencyTable({ summary }: Result): Table {
  const { latency, acknowledgements, logins, lags } = summary;
  const rows: (readonly Cell[])[] = [
    latencyRow("Deliveries: intended send to each receipt", latency),
    latencyRow("Acknowledgements: intended send to the answer", acknowledgements),
  ];
  if (logins !== null) rows.push(latencyRow("Logins: intended begin to the answer", logins));
  rows.push(latencyRow("Generator's lag: intended to actual send", lags));
  const headings = ["ms", "p50", "p90", "p95", "p99", "largest", "counted"];
  return { columns: headings.map((heading) => ({ heading })), rows };
}

function latencyRow(name: string, { count, p50, p90, p95, p99, max }: Latency): Cell[] {
  if (count === 0) return [name, "", "", "", "", "", "0"];
  return [name, ...[p50, p90, p95, p99, max].map(figure), figure(count)];
}

/** Rates, and the bands that CPU and memory moved in over the plateau. */
export function rateTable({ summary }: Result): Table {
  const rows: Cell[][] = [
    ["Messages sent a second", figure(summary.sentPerSecond), "", ""],
    ["Deliveries a second", figure(summary.deliveredPerSecond), "", ""],
    bandRow("CPU of the gateway", summary.gatewayCpu, inPercent),
    bandRow("CPU of the accounts service", summary.accountsCpu, inPercent),
    bandRow("CPU of the generator, each process", summary.generatorCpu, inPercent),
    bandRow("CPU of everything else", summary.othersCpu, inPercent),
    [
      "CPU of the gateway for one delivery",
      orUnknown(summary.cpuPerDeliveryUs, (us) => withUnit(us, "µs")),
      "",
      "",
    ],
    bandRow("Memory of the gateway", summary.gatewayMemory, byteSize),
  ];
  return {
    columns: [
      { heading: "Over the plateau" },
      { heading: "mean" },
      { heading: "least" },
      { heading: "most" },
    ],
    rows,
  };
}

function bandRow(name: string, band: Band | null, show: (value: number) => string): Cell[] {
  if (band === null) return [name, UNKNOWN, "", ""];
  return [name, show(band.mean), show(band.min), show(band.max)];
}

const UNKNOWN: Cell = { text: "not measured", tone: "muted" };

function orUnknown(value: number | null, show: (value: number) => string): Cell {
  return value === null ? UNKNOWN : show(value);
}

function inPercent(value: number): string {
  return withUnit(value, "%");
}

export function faultTable({ summary }: Result): Table {
  return {
    columns: [{ heading: "Fault" }, { heading: "Count" }, { heading: "Meaning", align: "left" }],
    rows: faultKeys().map((key) => {
      const count = summary.faults[key];
      const { name, meaning } = FAULT_NAMES[key];
      return [name, count === 0 ? "0" : { text: figure(count), tone: "bad" }, meaning];
    }),
  };
}

/** What the scenario measured beside the chat. */
export function figureTable({ summary }: Result): Table {
  return {
    columns: [{ heading: "Figure" }, { heading: "Value" }],
    rows: summary.figures.map(({ label, value, unit }) => [
      label,
      unit === "bytes" ? byteSize(value) : withUnit(value, unit),
    ]),
  };
}

export function markTable({ marks }: Result): Table {
  return {
    columns: [{ heading: "At" }, { heading: "Event", align: "left" }],
    rows: marks.map(({ atMs, label }) => [withUnit(atMs / 1000, "s"), label]),
  };
}

export function optionTable(options: RunOptions): Table {
  const { scenario, target, users, channels, rate, arrivals, size, auth, codec, deflate, workers, seed } =
    options;
  const rows: Cell[][] = [
    ["Scenario", scenario],
    ["Server", target ?? "started for this run"],
    ["Users", figure(users)],
    ["Channels", figure(channels)],
    [
      "Messages a second of each user",
      `${figure(rate)}, ${arrivals === "poisson" ? "Poisson arrivals" : "evenly spaced"}`,
    ],
    ["Text of a message", byteSize(size)],
    [
      "Ramp-up, plateau, ramp-down",
      [options.rampUpMs, options.plateauMs, options.rampDownMs].map(length).join(", "),
    ],
    ["Logins", AUTH_IN_WORDS[auth]],
    ["Codec", `${codec}${deflate ? ", permessage-deflate" : ""}`],
    ["Generator processes", figure(workers)],
    [
      "Cores",
      options.pinned ? "server and generator on cores of their own" : "shared by server and generator",
    ],
    ["Seed", String(seed)],
    ...Object.entries(options.extra).map(([name, value]): Cell[] => [name, String(value)]),
  ];
  if (options.serverFlags.length > 0)
    rows.push(["Further flags of the server", options.serverFlags.join(" ")]);
  return { columns: [{ heading: "Option" }, { heading: "Value", align: "left" }], rows };
}

const AUTH_IN_WORDS: Record<RunOptions["auth"], string> = {
  none: "none: tokens were made beforehand",
  idle: "all log in first, and idle until everybody is in",
  concurrent: "during the load: everybody logs in when their turn comes",
};

export function machineTable({ cpu, cores, memory, os, bun, hubbub }: Machine): Table {
  return {
    columns: [{ heading: "Machine" }, { heading: "", align: "left" }],
    rows: [
      ["CPU", cpu],
      ["Cores", figure(cores)],
      ["Memory", byteSize(memory)],
      ["System", os],
      ["Bun", bun],
      ["Hubbub", hubbub],
    ],
  };
}

function length(ms: number): string {
  return ms < 120_000 ? withUnit(ms / 1000, "s") : clock(ms / 1000);
}
