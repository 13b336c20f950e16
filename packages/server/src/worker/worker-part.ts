import type { LogConsumer } from "./follower/log-consumer.ts";
import type { JobKind } from "./jobs/job-kind.ts";
import type { WorkerContext } from "./worker-context.ts";

/** Answers a request of the gateway: JSON in, JSON out. Throws Refusal. */
export type WorkerRoute = (body: unknown) => unknown;

/** One thing that the worker does. What it needs of the three is there before the first event or request comes. */
export interface WorkerPart {
  consumer?: LogConsumer;
  /** By path: "/search". */
  routes?: Record<string, WorkerRoute>;
  /** By name. */
  // The payload's type is known to who adds the jobs.
  // oxlint-disable-next-line no-explicit-any
  jobs?: Record<string, JobKind<any>>;
  close?(): void | Promise<void>;
}

/** Makes a part; it makes its own tables with `makeTables`. */
export type MakePart = (worker: WorkerContext) => WorkerPart | Promise<WorkerPart>;
