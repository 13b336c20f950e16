import { join } from "node:path";

import {
  type Accounts,
  AccountsRefused,
  AccountsUnavailable,
  authDefaults,
  openAccounts,
  OrderRefused,
} from "@hubbub/auth";
import { type Command, Option } from "commander";

import { ACCOUNTS_FILE } from "../data-files.ts";
import { type DatabaseOption, databaseOption } from "../database-option.ts";
import { PasswordMissing } from "./new-password.ts";

/** The flags that every order has. */
export interface AccountsFlags extends DatabaseOption {
  data: string;
}

/** A subcommand that works on the accounts database, also while the service runs. */
export function accountsOrder(command: Command, name: string, about: string): Command {
  return command
    .command(name)
    .description(about)
    .addOption(new Option("--data <dir>", "data folder").env("HUBBUB_DATA").default("./hubbub-data"))
    .addOption(databaseOption());
}

/** Prints what the order says was done; or, with exit code 1, the sentence that says why it was not. */
export async function carryOut(
  { data, database = join(data, ACCOUNTS_FILE) }: AccountsFlags,
  { create }: { create: boolean },
  order: (accounts: Accounts) => Promise<string>,
): Promise<void> {
  const { memoryCost, timeCost } = authDefaults;
  let accounts: Accounts | undefined;
  try {
    accounts = await openAccounts(database, { create, cost: { memoryCost, timeCost } });
    console.log(await order(accounts));
  } catch (error) {
    const foreseen = [AccountsRefused, AccountsUnavailable, OrderRefused, PasswordMissing];
    if (!(error instanceof Error && foreseen.some((kind) => error instanceof kind))) throw error;
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    await accounts?.close();
  }
}
