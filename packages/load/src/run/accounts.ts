import { Accounts, AccountsRefused, AccountsUnreachable } from "@hubbub/client";

import { inParallel } from "../generator/in-parallel.ts";
import { type RunAccount } from "../worker/messages.ts";
import { patiently } from "../worker/patiently.ts";
import { RunFailed } from "./run-failed.ts";

/** Fewer than may wait in the accounts service's queue. */
const AT_ONCE = 16;

/**
 * Makes so many accounts and logs them in, as fast as the service allows. Rejects with RunFailed if it refuses, or
 * when the signal is aborted.
 */
export async function signUp(
  count: number,
  { server, onAccount, signal }: { server: URL; onAccount: (made: number) => void; signal: AbortSignal },
): Promise<RunAccount[]> {
  const service = new Accounts(server.href);
  const run = crypto.randomUUID().slice(0, 8);
  // The accounts stay on a target: nobody else may know how to log in.
  const password = crypto.randomUUID();
  const accounts: RunAccount[] = [];
  let made = 0;
  try {
    await inParallel(count, AT_ONCE, async (user) => {
      const name = `load-${run}-${user}`;
      const session = await patiently(() => service.signup({ name, password }), signal);
      accounts[user] = { name, password, session };
      onAccount(++made);
    });
  } catch (error) {
    if (!(error instanceof AccountsRefused || error instanceof AccountsUnreachable)) throw error;
    throw new RunFailed(`Accounts for the users could not be made: ${error.message}`, { cause: error });
  }
  return accounts;
}
