import type { Accounts, AccountSummary } from "@hubbub/auth";
import { Command } from "commander";

import { newPassword } from "./new-password.ts";
import { type AccountsFlags, accountsOrder, carryOut } from "./on-accounts.ts";

/** Flags that every order has, and those of some. */
interface UserFlags extends AccountsFlags {
  admin?: boolean;
  passwordStdin?: boolean;
}

const PASSWORD_STDIN = ["--password-stdin", "read the password from standard input"] as const;

/** `hubbub user …`: accounts, by who has the machine. It works on the database, also while the service runs. */
export function userCommand(): Command {
  const command = new Command("user").description("list and change accounts, also while the service runs");
  const order = (name: string, about: string) => accountsOrder(command, name, about);

  order("add <name>", "make an account")
    .option("--admin", "as an administrator")
    .option(...PASSWORD_STDIN)
    .action((name: string, flags: UserFlags) =>
      carryOut(flags, { create: true }, async (accounts) => {
        const { id } = await accounts.add(name, await newPassword(flags), { admin: flags.admin === true });
        return `Account ${name} made, with id ${id}.`;
      }),
    );
  order("list", "show all accounts").action((flags: UserFlags) => carryOut(flags, { create: false }, list));
  order("disable <name>", "end the account's sessions and refuse its logins").action(
    byName((accounts, name) => accounts.disable(name), "is disabled"),
  );
  order("enable <name>", "allow the account's logins again").action(
    byName((accounts, name) => accounts.enable(name), "is enabled"),
  );
  order("make-admin <name>", "make the account an administrator").action(
    byName((accounts, name) => accounts.setRole(name, "admin"), "is an administrator"),
  );
  order("make-member <name>", "make the account a plain member: no administrator, no guest").action(
    byName((accounts, name) => accounts.setRole(name, "member"), "is a member"),
  );
  order(
    "make-guest <name>",
    "make the account a guest, who sees only channels that others let it into",
  ).action(byName((accounts, name) => accounts.setRole(name, "guest"), "is a guest"));
  order("set-password <name>", "set another password and end the account's sessions")
    .option(...PASSWORD_STDIN)
    .action((name: string, flags: UserFlags) =>
      carryOut(flags, { create: false }, async (accounts) => {
        await accounts.setPassword(name, await newPassword(flags));
        return `Account ${name} has another password.`;
      }),
    );
  order("reset-password <name>", "make a one-time code by which its owner sets another password").action(
    (name: string, flags: UserFlags) =>
      carryOut(flags, { create: false }, async (accounts) => {
        const code = await accounts.resetPassword(name);
        return `The code for ${name}, good once and for a day: ${code}`;
      }),
  );
  order("reset-2fa <name>", "turn the account's authenticator app and recovery codes off").action(
    byName((accounts, name) => accounts.resetSecondFactor(name), "logs in with its password alone"),
  );
  return command;
}

function byName(order: (accounts: Accounts, name: string) => Promise<void>, done: string) {
  return (name: string, flags: UserFlags) =>
    carryOut(flags, { create: false }, async (accounts) => {
      await order(accounts, name);
      return `Account ${name} ${done}.`;
    });
}

async function list(accounts: Accounts): Promise<string> {
  const lines = ["id\tname\trole\tstate\tcreated"];
  for await (const account of accounts.list()) {
    const { id, name, disabled, createdAt } = account;
    const created = new Date(createdAt).toISOString();
    lines.push([id, name, roleOf(account), disabled ? "disabled" : "enabled", created].join("\t"));
  }
  return lines.join("\n");
}

function roleOf({ admin, guest, bot }: AccountSummary): string {
  if (admin) return "admin";
  if (guest) return "guest";
  return bot ? "bot" : "user";
}
