import { existsSync, readdirSync, rmSync } from "node:fs";
import { chown, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { freePort } from "./free-port.ts";

/** Where Debian puts the server's programs: /usr/lib/postgresql/VERSION/bin. */
const DEBIAN = "/usr/lib/postgresql";
const STARTED_WITHIN_MS = 30_000;
const LOOK_MS = 50;

export const NO_POSTGRES =
  "There is no Postgres server: install it (Debian: postgresql), or set HUBBUB_POSTGRES to the folder of its programs. " +
  "Tests against it are skipped.";

/**
 * The folder that has Postgres's programs: HUBBUB_POSTGRES, or where Debian puts them; undefined if there is none. Throws if
 * there is none where one has to be: where HUBBUB_POSTGRES names it, and with CI or HUBBUB_REQUIRE_CLUSTER set.
 */
export function findPostgres(env: Record<string, string | undefined> = process.env): string | undefined {
  const named = env["HUBBUB_POSTGRES"];
  if (named && !hasServer(named)) throw new Error(`HUBBUB_POSTGRES: there is no postgres in ${named}.`);
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  const found = named || versions.map((version) => join(DEBIAN, version, "bin")).find(hasServer);
  if (!found && (env["CI"] || env["HUBBUB_REQUIRE_CLUSTER"])) {
    throw new Error("There is no Postgres server, and CI or HUBBUB_REQUIRE_CLUSTER is set.");
  }
  return found;
}

const hasServer = (folder: string): boolean => existsSync(join(folder, "postgres"));

/** A Postgres server of a test's own, on a port of this machine. */
export interface PostgresServer extends AsyncDisposable {
  readonly port: number;
  /** Makes an empty database, and gives its URL. */
  database(): Promise<string>;
  /** Ends it as a power cut would, but for what the operating system has yet to write. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, on the same port and data. */
  start(): Promise<void>;
}

/** Starts one with data of its own. `settings`: as in postgresql.conf. */
export async function startPostgres(settings: Record<string, string> = {}): Promise<PostgresServer> {
  const programs = findPostgres();
  if (programs === undefined) throw new Error(NO_POSTGRES);
  const folder = await mkdtemp(join(tmpdir(), "hubbub-postgres-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const port = await freePort();
    const asUser = await unprivileged(folder);
    const data = join(folder, "data");
    const how = ["-U", "hubbub", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
    await runToEnd([...asUser, join(programs, "initdb"), "-D", data, ...how]);
    const all = {
      listen_addresses: "127.0.0.1",
      port: String(port),
      unix_socket_directories: "",
      max_connections: "200",
      // Processes are killed in tests, machines are not: what the operating system has is safe.
      fsync: "off",
      ...settings,
    };
    const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const command = [...asUser, join(programs, "postgres"), "-D", data, ...flags];
    return await openServer(command, port, remove);
  } catch (error) {
    remove();
    throw error;
  }
}

async function openServer(command: string[], port: number, remove: () => void): Promise<PostgresServer> {
  const url = (database: string): string => `postgres://hubbub@127.0.0.1:${port}/${database}`;
  let server: Bun.Subprocess | undefined;
  const start = async (): Promise<void> => {
    server = Bun.spawn(command, { stdout: "ignore", stderr: "ignore" });
    await answers(url("postgres"), server);
  };
  const kill = async (): Promise<void> => {
    // Its other processes end by themselves when the first one is gone.
    server?.kill("SIGKILL");
    await server?.exited;
  };
  await start();
  let databases = 0;
  return {
    port,
    async database() {
      const name = `hubbub${++databases}`;
      await using sql = new Bun.SQL(url("postgres"), { max: 1 });
      await sql.unsafe(`CREATE DATABASE ${name} TEMPLATE template0`);
      return url(name);
    },
    kill,
    start,
    async [Symbol.asyncDispose]() {
      // Immediate shutdown: its data is thrown away.
      server?.kill("SIGQUIT");
      await server?.exited;
      remove();
    },
  };
}

/** Postgres refuses to run as root: then it runs as Debian's user for it, which gets the folder. */
async function unprivileged(folder: string): Promise<string[]> {
  if (process.getuid?.() !== 0) return [];
  const [uid = 0, gid = 0] = (await Promise.all([idOf("-u"), idOf("-g")])) as number[];
  await chown(folder, uid, gid);
  return ["setpriv", "--reuid", String(uid), "--regid", String(gid), "--clear-groups"];
}

async function idOf(flag: string): Promise<number> {
  return Number(await new Response(Bun.spawn(["id", flag, "postgres"]).stdout).text());
}

async function runToEnd(command: string[]): Promise<void> {
  const { exited, stderr } = Bun.spawn(command, { stdout: "ignore", stderr: "pipe" });
  const said = await new Response(stderr).text();
  if ((await exited) !== 0) throw new Error(`${command.join(" ")}: ${said}`);
}

async function answers(url: string, server: Bun.Subprocess): Promise<void> {
  const end = performance.now() + STARTED_WITHIN_MS;
  for (;;) {
    try {
      await using sql = new Bun.SQL(url, { max: 1, connectionTimeout: 1 });
      await sql.unsafe("SELECT 1");
      return;
    } catch (error) {
      if (server.exitCode !== null)
        throw new Error("Postgres has ended before it answered", { cause: error });
      if (performance.now() > end) throw error;
      await Bun.sleep(LOOK_MS);
    }
  }
}
