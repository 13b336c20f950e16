import { fileURLToPath } from "node:url";

import { Accounts, Hubbub, MemorySession, PresenceKind, type Session } from "@hubbub/client";
import { spawnServer, temporaryFolder } from "@hubbub/devkit";

import { PEOPLE } from "./team.ts";
import { type Picture, writeTeam } from "./write-team.ts";

const HUBBUB = fileURLToPath(new URL("../../hubbub/src/main.ts", import.meta.url));
const ENVIRONMENT = {
  HUBBUB_AUTH_LIMIT_ADDRESS: "off",
  HUBBUB_AUTH_LIMIT_NAME: "off",
  HUBBUB_AUTH_MEMORY_COST: "1024",
  HUBBUB_AUTH_TIME_COST: "1",
};

/** A server with the team's chat in it, its people online. */
export interface ServedTeam extends AsyncDisposable {
  url: string;
  login(name: string): Promise<Session>;
  /** Somebody's SDK client; theirs is the presence that others see. */
  clients: ReadonlyMap<string, Hubbub>;
}

export async function serveTeam(pictures: readonly Picture[]): Promise<ServedTeam> {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder());
  const [team, data] = [`${folder.path}/team`, `${folder.path}/data`];
  await writeTeam(team, pictures, Date.now());
  await hubbub("import", "hubbub", team, "--data", data);
  const server = await spawnServer({ data, web: true, worker: true, env: ENVIRONMENT });
  stack.defer(async () => {
    server.kill("SIGTERM");
    await server.ended;
  });
  const accounts = new Accounts(server.url);
  const clients = new Map<string, Hubbub>();
  for (const { name } of PEOPLE) {
    const told = await hubbub("user", "reset-password", name, "--data", data);
    await accounts.resetPassword(/: (\S+)/.exec(told)![1]!, passwordOf(name));
    if (name === "mara") continue;
    const session = new MemorySession(await accounts.login({ name, password: passwordOf(name) }));
    const client = await Hubbub.connect({ url: server.url, session });
    stack.defer(() => client.close());
    clients.set(name, client);
  }
  await prepare(clients);
  return {
    url: server.url,
    clients,
    login: (name) => accounts.login({ name, password: passwordOf(name) }),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** What an export doesn't have. */
async function prepare(clients: ReadonlyMap<string, Hubbub>): Promise<void> {
  for (const { name, ...person } of PEOPLE)
    if ("status" in person) await clients.get(name)?.profile.setStatus(person.status);
  await clients.get("sam")?.profile.setStatus({}, PresenceKind.AWAY);
}

/** Runs a command of Hubbub's; what it printed. */
async function hubbub(...args: string[]): Promise<string> {
  const child = Bun.spawn([process.execPath, HUBBUB, ...args], {
    env: { ...process.env, ...ENVIRONMENT },
    stdout: "pipe",
    stderr: "inherit",
  });
  const told = await new Response(child.stdout).text();
  if ((await child.exited) !== 0) throw new Error(`hubbub ${args.join(" ")} failed: ${told}`);
  return told;
}

function passwordOf(name: string): string {
  return `the long password of ${name}`;
}
