import { Crowd } from "../generator/crowd.ts";
import { socketUrl } from "../generator/socket-url.ts";
import { TokenIssuer } from "../generator/token-issuer.ts";
import { DEFAULT_WIRE } from "../generator/wire.ts";
import { memoryBytes } from "../measure/process-figures.ts";
import { allowConnections } from "../run/open-files.ts";
import { type BenchOptions } from "./options.ts";
import { printTable } from "./print-table.ts";
import { startHubbub } from "./server-process.ts";
import { checkTargets } from "./targets.ts";

const USERS = 15_000;
const SECONDS = 10;
const BYTES_MOST = 5 * 1024;
const KIB = 1024;

/** What authenticated connections that do nothing cost in server memory, beside what the server itself takes. */
export async function runIdleBench(options: BenchOptions): Promise<boolean> {
  const { users = USERS, seconds = SECONDS } = options;
  allowConnections(users);
  using issuer = new TokenIssuer();
  await using hubbub = await startHubbub(["--auth-url", issuer.url], options.profile);
  const token = (user: number) => issuer.token(user);
  const crowd = new Crowd({
    ...DEFAULT_WIRE,
    url: socketUrl(hubbub.url),
    users,
    channels: 0,
    token,
    acks: true,
  });
  const before = memoryBytes(hubbub.pid);
  await crowd.gather();
  const connected = memoryBytes(hubbub.pid);
  await Bun.sleep(seconds * 1000);
  const after = memoryBytes(hubbub.pid);
  console.log(`\nidle: ${users} authenticated connections, ${seconds} s`);
  const row = (name: string, bytes: number) => [
    name,
    `${(bytes / KIB / KIB).toFixed(1)} MiB`,
    `${((bytes - before) / users / KIB).toFixed(2)} KiB`,
  ];
  printTable(
    ["", "server memory", "more, a connection"],
    [row("started", before), row("all connected", connected), row(`${seconds} s later`, after)],
  );
  const met = checkTargets([
    { what: "server memory a connection", value: (after - before) / users, most: BYTES_MOST, unit: " bytes" },
    { what: "connections that ended", value: crowd.ends.length, most: 0, unit: "" },
  ]);
  crowd.close();
  return met;
}
