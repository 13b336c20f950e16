import { join } from "node:path";

import type { Log } from "../log.ts";
import { AccountsLink } from "./accounts-link.ts";
import { CHAT_FILE, openChatDatabase } from "./chat-database.ts";
import { Follower } from "./follower/follower.ts";
import type { LogConsumer } from "./follower/log-consumer.ts";
import { GatewayLink } from "./gateway-link.ts";
import { serveGateway } from "./http/serve-gateway.ts";
import { JobQueue } from "./jobs/job-queue.ts";
import { PARTS } from "./parts.ts";
import type { WorkerConfig } from "./worker-config.ts";
import type { WorkerContext } from "./worker-context.ts";
import { openWorkerDatabase, WORKER_FILE } from "./worker-database.ts";
import { WorkerMetrics } from "./worker-metrics.ts";
import type { MakePart, WorkerPart, WorkerRoute } from "./worker-part.ts";

/** A running worker. */
export interface WorkerService {
  readonly url: string;
  readonly port: number;
  /** Resolves when all consumers of the log have what there was. */
  caughtUp(): Promise<void>;
  /** Jobs that run are broken off and run again the next time. */
  close(): Promise<void>;
}

/** Puts the worker together, of these parts, and opens its port. Rejects with StartRefused. */
export async function startWorker(
  config: WorkerConfig,
  log: Log,
  makers: readonly MakePart[] = PARTS,
): Promise<WorkerService> {
  const stack = new AsyncDisposableStack();
  try {
    const chat = stack.adopt(openChatDatabase(join(config.data, CHAT_FILE)), (db) => db.close(true));
    const own = stack.adopt(openWorkerDatabase(join(config.data, WORKER_FILE), log), (db) => db.close(true));
    const metrics = new WorkerMetrics();
    const jobs = new JobQueue(own, metrics, log);
    const gateway = new GatewayLink(config.gatewayUrl, config.workerKey);
    const { authUrl, internalKey, publicUrl = config.gatewayUrl } = config;
    const context: WorkerContext = {
      config,
      log,
      metrics,
      chat,
      own,
      jobs,
      gateway,
      accounts: authUrl && internalKey ? new AccountsLink(authUrl, internalKey) : undefined,
      publicUrl: publicUrl.replace(/\/$/, ""),
      contact: contactOf(config.mailFrom, publicUrl),
    };
    const parts: WorkerPart[] = [];
    for (const make of makers) {
      parts.push(stack.adopt(await make(context), (part) => part.close?.()));
    }
    stack.defer(() => jobs.close());
    const consumers = parts.flatMap(({ consumer }): LogConsumer[] => (consumer ? [consumer] : []));
    const options = { chat, own, consumers, metrics, log };
    const follower = stack.adopt(new Follower(options), (made) => made.close());
    metrics.gauge(
      "hubbub_worker_channels_behind",
      "Channels with events that a consumer has yet to take",
      () => follower.waiting,
    );
    for (const part of parts) {
      for (const [name, kind] of Object.entries(part.jobs ?? {})) jobs.define(name, kind);
    }
    const routes = new Map<string, WorkerRoute>([["/heads", (body) => follower.heads(body as object)]]);
    for (const part of parts) {
      for (const [path, route] of Object.entries(part.routes ?? {})) routes.set(path, route);
    }
    const { port, workerKey: key } = config;
    const server = stack.adopt(serveGateway({ port, key, routes, metrics, log }), (made) => made.stop(true));
    follower.start();
    jobs.start();
    return {
      url: `http://127.0.0.1:${server.port}`,
      port: server.port!,
      caughtUp: () => follower.caughtUp(),
      close: () => stack.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

/** The sender of mails, or else the server's own page. Push services want one of both (RFC 8292, 2.1). */
function contactOf(mailFrom: string | undefined, publicUrl: string): string {
  const address = mailFrom?.match(/[^\s<>]+@[^\s<>]+/)?.[0];
  return address ? `mailto:${address}` : publicUrl.replace(/^http:/, "https:");
}
