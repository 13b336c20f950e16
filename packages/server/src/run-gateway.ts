import { Retention } from "./core/retention.ts";
import { pinThread } from "./cpu-affinity.ts";
import { drainSessions } from "./gateway/drain.ts";
import type { GatewayContext } from "./gateway/gateway-context.ts";
import { listen } from "./gateway/listen.ts";

/** A running gateway. */
export interface Gateway {
  /** Resolves, with a sentence that says what to do, if the gateway can't go on. Close it then. */
  readonly failed: Promise<string>;
  readonly url: string;
  readonly port: number;
  /** Where processes of this machine reach it. */
  readonly loopbackUrl: string;
  /** From now on the worker at this address is told the news of the logs, and asked. */
  useWorker(url: string): void;
  /**
   * Stops without losing anything: no new connections, commits finish, clients are told to connect again
   * after a delay of their own each. Resolves when all is closed.
   */
  close(): Promise<void>;
}

/** Opens the port and starts what goes on by itself. Throws what keeps it from starting; then nothing of it goes on. */
export function runGateway(gateway: GatewayContext): Gateway {
  const { config, log, sessions, users, slowMode, events, flusher, store, revocations, worker } = gateway;
  const { presence, userPresence, files, schedule, writes, health, catchUp, bus } = gateway;
  let draining = false;
  const server = listen(gateway, () => draining);
  const ticker = setInterval(() => {
    sessions.tick(performance.now(), Date.now());
    users.expire(performance.now());
    slowMode.expire(performance.now());
  }, 1000);
  const retention = new Retention(store, writes, (error) => {
    log.error({ err: error }, "old messages could not be removed; it is tried again");
  });
  retention.start(config.retentionSweepMs);
  revocations.follow((revocation) => {
    const { user, reason } = revocation;
    if (reason !== "enabled") for (const session of sessions.of(user)) session.revoke(revocation);
    if (reason !== "disabled" && reason !== "enabled") return;
    const failed = (error: unknown): void => {
      log.error({ err: error, user }, "it could not be noted whether an account is disabled");
    };
    writes.do("setDisabled", { user, disabled: reason === "disabled" }).catch(failed);
  });
  health.start();
  if (config.nats !== undefined) catchUp.start();
  const stopTimers = (): void => {
    clearInterval(ticker);
    health.close();
    presence.close();
    userPresence.close();
    revocations.close();
    worker.close();
  };
  // Last, so that the threads made until now stay where they are.
  try {
    if (config.cpuAffinity !== undefined) pinThread(config.cpuAffinity);
  } catch (error) {
    stopTimers();
    void retention.close();
    void server.stop(true);
    throw error;
  }
  schedule.wake(0);
  const port = server.port ?? config.port;
  const url = urlOf(config.host, port);
  const loopbackUrl = urlOf(LOOPBACK[config.host] ?? config.host, port);
  log.info({ url, pid: process.pid }, "listening");

  const close = async (): Promise<void> => {
    draining = true;
    log.info({ connections: sessions.size }, "stopping");
    stopTimers();
    await schedule.close();
    await retention.close();
    await events.drain();
    flusher.flush();
    await drainSessions(sessions, () => server.pendingWebSockets);
    await server.stop(true);
    await events.drain();
    await catchUp.close();
    await bus.close();
    await files.close();
    await store.close();
    log.info("stopped");
  };
  let closing: Promise<void> | undefined;
  const failed = store.failed.then((error) => {
    log.fatal({ err: error }, "the store has failed");
    return `The store has failed (${error.message}). Look at the disk and the log, then start the server again.`;
  });
  return {
    failed,
    url,
    port,
    loopbackUrl,
    useWorker: (workerUrl) => worker.use(workerUrl),
    close: () => (closing ??= close()),
  };
}

/** Whoever listens on all addresses is reached on these. */
const LOOPBACK: Record<string, string> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

function urlOf(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
