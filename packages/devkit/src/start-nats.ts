import { connect } from "node:net";

import { freePort } from "./free-port.ts";

const STARTED_WITHIN_MS = 20_000;
const LOOK_MS = 20;

export const NO_NATS =
  "There is no nats-server: install it (Debian: nats-server), or set HUBBUB_NATS to where it is. Tests with it are skipped.";

/**
 * Path of the NATS server: HUBBUB_NATS, or on the PATH; undefined if there is none. Throws if there is none where one has to
 * be, with CI or HUBBUB_REQUIRE_CLUSTER set.
 */
export function findNats(env: Record<string, string | undefined> = process.env): string | undefined {
  const PATH = `${env["PATH"] ?? ""}:/usr/sbin:/usr/local/sbin`;
  const found = Bun.which(env["HUBBUB_NATS"] || "nats-server", { PATH });
  if (found === null && (env["CI"] || env["HUBBUB_REQUIRE_CLUSTER"])) {
    throw new Error("There is no nats-server, and CI or HUBBUB_REQUIRE_CLUSTER is set.");
  }
  return found ?? undefined;
}

/** A NATS server of a test's own, on a port of this machine. */
export interface NatsServer extends AsyncDisposable {
  readonly url: string;
  kill(): Promise<void>;
  /** Starts it again after `kill`, on the same port. */
  start(): Promise<void>;
}

export async function startNats(): Promise<NatsServer> {
  const program = findNats();
  if (program === undefined) throw new Error(NO_NATS);
  const port = await freePort();
  let server: Bun.Subprocess | undefined;
  const start = async (): Promise<void> => {
    server = Bun.spawn([program, "-a", "127.0.0.1", "-p", String(port)], {
      stdout: "ignore",
      stderr: "ignore",
    });
    await listens(port, server);
  };
  const kill = async (): Promise<void> => {
    server?.kill("SIGKILL");
    await server?.exited;
  };
  await start();
  return { url: `nats://127.0.0.1:${port}`, kill, start, [Symbol.asyncDispose]: kill };
}

async function listens(port: number, server: Bun.Subprocess): Promise<void> {
  const end = performance.now() + STARTED_WITHIN_MS;
  while (!(await accepts(port))) {
    if (server.exitCode !== null) throw new Error("the NATS server has ended before it listened");
    if (performance.now() > end) throw new Error("the NATS server doesn't listen");
    await Bun.sleep(LOOK_MS);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
