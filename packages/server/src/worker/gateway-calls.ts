import { ERRORS } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import { GiveUp, type JobKind } from "./jobs/job-kind.ts";
import type { JobQueue } from "./jobs/job-queue.ts";
import type { WorkerContext } from "./worker-context.ts";
import type { WorkerPart } from "./worker-part.ts";

const KIND = "gateway-call";

interface Call {
  route: string;
  body: unknown;
}

/** A message for the gateway's route `post-message`. */
export interface PostedMessage {
  channel: number;
  user: number;
  /** Shown as the author. */
  alias: string;
  text: string;
  /** Seq of the thread's root; 0: in the channel. */
  thread: number;
  clientId: string;
}

/** Has the gateway do something, as soon as it can, at least once: its route has to be idempotent. */
export function askLater(jobs: JobQueue, route: string, body: unknown): void {
  jobs.add<Call>({ kind: KIND, payload: { route, body } });
}

/** Calls of the gateway that survive its absence; what it refuses for good is not asked again. */
export function gatewayCalls({ gateway }: WorkerContext): WorkerPart {
  const job: JobKind<Call> = {
    concurrency: 4,
    timeoutMs: 15_000,
    backoff: { firstMs: 500, maxMs: 60_000 },
    attempts: 100,
    async run({ payload: { route, body } }) {
      try {
        await gateway.ask(route, body);
      } catch (error) {
        if (error instanceof Refusal && ERRORS[error.reason].retry === "never") {
          throw new GiveUp(`the gateway refused ${route}: ${error.message}`);
        }
        throw error;
      }
    },
  };
  return { jobs: { [KIND]: job } };
}
