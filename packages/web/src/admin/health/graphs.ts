import type { HealthSample } from "@hubbub/client";

import type { AdminText } from "../../i18n/admin-text.ts";
import { adminText } from "../../i18n/admin-text.ts";
import type { Unit } from "./figures.ts";

export interface GraphSeries {
  label: string;
  unit: Unit;
  /** null: nothing happened then, and there is a gap. */
  value: (sample: HealthSample) => number | null;
  /** What it should be below. */
  target?: number;
}

export interface Graph {
  id: keyof AdminText["health"]["graphs"];
  title: string;
  /** What it means, and what to do when it is high. */
  about: string;
  /** At most three. Those of another unit than the first have an axis of their own. */
  series: readonly GraphSeries[];
  /** For figures over several powers of ten. */
  logarithmic?: boolean;
  /** The axis reaches up to here at least. */
  atLeast: number;
}

const words = adminText.health.graphs;

const during = (happened: (sample: HealthSample) => boolean, value: (sample: HealthSample) => number) => {
  return (sample: HealthSample) => (happened(sample) ? value(sample) : null);
};
const delivered = ({ deliveriesPerSecond }: HealthSample) => deliveriesPerSecond > 0;
const committed = ({ commitsPerSecond }: HealthSample) => commitsPerSecond > 0;

/** All graphs of the page, in their order. */
export const GRAPHS: readonly Graph[] = [
  {
    id: "connections",
    ...words.connections,
    atLeast: 4,
    series: [
      { label: words.connections.connections, unit: "count", value: (sample) => sample.connections },
      { label: words.connections.users, unit: "count", value: (sample) => sample.users },
    ],
  },
  {
    id: "traffic",
    ...words.traffic,
    atLeast: 4,
    series: [
      { label: words.traffic.deliveries, unit: "perSecond", value: (sample) => sample.deliveriesPerSecond },
      { label: words.traffic.events, unit: "perSecond", value: (sample) => sample.eventsPerSecond },
    ],
  },
  {
    id: "latency",
    ...words.latency,
    atLeast: 2000,
    logarithmic: true,
    series: [
      {
        label: words.latency.p50,
        unit: "ms",
        target: 200,
        value: during(delivered, (sample) => sample.latencyP50Ms),
      },
      {
        label: words.latency.p90,
        unit: "ms",
        target: 500,
        value: during(delivered, (sample) => sample.latencyP90Ms),
      },
      {
        label: words.latency.p99,
        unit: "ms",
        target: 1000,
        value: during(delivered, (sample) => sample.latencyP99Ms),
      },
    ],
  },
  {
    id: "loop",
    ...words.loop,
    atLeast: 20,
    series: [
      { label: words.loop.p50, unit: "ms", value: (sample) => sample.loopDelayP50Ms },
      { label: words.loop.p99, unit: "ms", value: (sample) => sample.loopDelayP99Ms },
      { label: words.loop.max, unit: "ms", value: (sample) => sample.loopDelayMaxMs },
    ],
  },
  {
    id: "commit",
    ...words.commit,
    atLeast: 10,
    series: [
      { label: words.commit.p50, unit: "ms", value: during(committed, (sample) => sample.commitP50Ms) },
      { label: words.commit.p99, unit: "ms", value: during(committed, (sample) => sample.commitP99Ms) },
    ],
  },
  {
    id: "batch",
    ...words.batch,
    atLeast: 4,
    series: [
      {
        label: words.batch.entries,
        unit: "count",
        value: during(committed, (sample) => sample.commitEntries),
      },
      { label: words.batch.commits, unit: "perSecond", value: (sample) => sample.commitsPerSecond },
    ],
  },
  {
    id: "cpu",
    ...words.cpu,
    atLeast: 100,
    series: [
      { label: words.cpu.user, unit: "percent", value: (sample) => sample.cpuUserPercent },
      { label: words.cpu.system, unit: "percent", value: (sample) => sample.cpuSystemPercent },
    ],
  },
  {
    id: "memory",
    ...words.memory,
    atLeast: 256 * 1024 ** 2,
    series: [
      { label: words.memory.server, unit: "bytes", value: (sample) => sample.memoryBytes },
      { label: words.memory.accounts, unit: "bytes", value: ({ accounts }) => accounts?.memoryBytes ?? null },
      { label: words.memory.worker, unit: "bytes", value: ({ worker }) => worker?.memoryBytes ?? null },
    ],
  },
  {
    id: "hash",
    ...words.hash,
    atLeast: 4,
    series: [
      { label: words.hash.queue, unit: "count", value: ({ accounts }) => accounts?.hashQueueLength ?? null },
      { label: words.hash.delay, unit: "ms", value: ({ accounts }) => accounts?.hashQueueDelayP95Ms ?? null },
    ],
  },
  {
    id: "worker",
    ...words.worker,
    atLeast: 4,
    series: [
      { label: words.worker.jobs, unit: "count", value: ({ worker }) => worker?.jobsWaiting ?? null },
      { label: words.worker.search, unit: "count", value: ({ worker }) => worker?.searchPending ?? null },
    ],
  },
];
