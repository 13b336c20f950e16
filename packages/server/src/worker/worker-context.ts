import type { Database } from "bun:sqlite";

import type { Log } from "../log.ts";
import type { AccountsLink } from "./accounts-link.ts";
import type { GatewayLink } from "./gateway-link.ts";
import type { JobQueue } from "./jobs/job-queue.ts";
import type { WorkerConfig } from "./worker-config.ts";
import type { WorkerMetrics } from "./worker-metrics.ts";

/** What the worker's parts work with; made once, in start-worker.ts. */
export interface WorkerContext {
  readonly config: WorkerConfig;
  readonly log: Log;
  readonly metrics: WorkerMetrics;
  /** hubbub.sqlite, read-only. */
  readonly chat: Database;
  /** worker.sqlite. */
  readonly own: Database;
  readonly jobs: JobQueue;
  readonly gateway: GatewayLink;
  /** Undefined if the worker wasn't told of the accounts service. */
  readonly accounts: AccountsLink | undefined;
  /** Address by which users reach the server, without a slash at its end. */
  readonly publicUrl: string;
  /** Who is responsible for this server, as a URL: mailto: or https:. */
  readonly contact: string;
}
