import { LatencyHistogram } from "../generator/latency-histogram.ts";
import { latencyOf } from "../result/latency-of.ts";
import { type Second } from "../result/result.ts";
import { type WorkerSecond } from "../worker/messages.ts";
import { type GatewayFigures } from "./gateway-metrics.ts";
import { type ProcessFigures } from "./process-sampler.ts";
import { type Timetable } from "./timetable.ts";

export interface SecondParts {
  /** Of each generator process. */
  workers: readonly WorkerSecond[];
  processes: ProcessFigures;
  gateway: GatewayFigures;
}

/** Second `at` of a run, put together. */
export function secondOf(
  at: number,
  { workers, processes, gateway }: SecondParts,
  timetable: Timetable,
): Second {
  const latency = new LatencyHistogram();
  for (const worker of workers) latency.addSlots(worker.latency);
  const sum = (read: (worker: WorkerSecond) => number) =>
    workers.reduce((total, worker) => total + read(worker), 0);
  return {
    at,
    phase: timetable.phaseAt((at - 0.5) * 1000),
    users: sum(({ users }) => users),
    sent: sum(({ sent }) => sent),
    delivered: sum(({ delivered }) => delivered),
    latency: latencyOf(latency),
    cpu: {
      ...processes.cpu,
      gateway: processes.cpu.gateway ?? gateway.cpu,
      generator: workers.map(({ cpu }) => cpu),
    },
    memory: {
      ...processes.memory,
      gateway: processes.memory.gateway ?? gateway.memory,
      generator: sum(({ memory }) => memory),
    },
    server: gateway.server,
    lagMs: Math.max(...workers.map(({ lagMs }) => lagMs)),
  };
}
