import { type RunOptions } from "../result/result.ts";
import { type Scenario } from "../scenarios/scenario.ts";
import { type Entry, type RunAccount } from "../worker/messages.ts";
import { Share } from "../worker/share.ts";
import { turnsOf } from "../worker/turns.ts";
import { signUp } from "./accounts.ts";
import { onGeneratorCores } from "./cores.ts";
import { type ProgressTeller } from "./progress-teller.ts";
import { type LoadedServer } from "./server.ts";
import { WorkerProcess } from "./worker-process.ts";

export interface Preparation {
  options: RunOptions;
  scenario: Scenario;
  server: LoadedServer;
  self: readonly string[];
  teller: ProgressTeller;
  signal: AbortSignal;
  /** Ends what was started. */
  stack: AsyncDisposableStack;
}

/** Starts the generator processes and gets their users in. Rejects with RunFailed, or if the signal is aborted. */
export async function prepareWorkers(preparation: Preparation): Promise<WorkerProcess[]> {
  const { options, server, self, teller, signal, stack } = preparation;
  const command = [...self, "load", "worker"];
  const shares = Array.from({ length: options.workers }, (_, worker) => new Share(worker, options));
  const entries = await entriesOf(preparation, shares);
  const workers = shares.map(() =>
    stack.use(new WorkerProcess(options.pinned ? onGeneratorCores(command) : command)),
  );
  teller.enter(() => {
    const done = workers.reduce((sum, { connected }) => sum + connected, 0);
    return { stage: "connecting", done, total: options.users };
  });
  const url = server.url.href;
  const ready = workers.map((worker, number) =>
    worker.prepare({ type: "prepare", options, worker: number, server: url, entry: entries[number]! }),
  );
  await untilAborted(Promise.all(ready), signal);
  return workers;
}

/** How the users of each process get in. */
async function entriesOf(preparation: Preparation, shares: readonly Share[]): Promise<Entry[]> {
  const { options, scenario, server, teller, signal } = preparation;
  const { issuer } = server;
  if (issuer !== undefined) {
    return shares.map((share) => ({ kind: "tokens", tokens: byUser(share, (user) => issuer.token(user)) }));
  }
  let made = 0;
  teller.enter(() => ({ stage: "signing up", done: made, total: options.users }));
  const onAccount = () => made++;
  const accounts = await signUp(options.users, { server: server.url, onAccount, signal });
  return shares.map((share) => {
    const turns = turnsOf(share, options, scenario);
    const own = byUser(share, (user) => accounts[user]!);
    return { kind: "accounts", accounts: own.map((account, user) => entryOf(account, user)) };

    /** Who comes ready in a run with logins logs in like everybody; the others join with the session they have. */
    function entryOf(account: RunAccount, user: number): RunAccount {
      const logsIn = options.auth !== "none" && turns[user]!.comes === "ready";
      return logsIn ? { ...account, session: undefined } : account;
    }
  });
}

function byUser<T>(share: Share, of: (user: number) => T): T[] {
  return Array.from({ length: share.users }, (_, user) => of(share.userOfRun(user)));
}

async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort);
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
