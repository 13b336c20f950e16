import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { text as readAll } from "node:stream/consumers";

import {
  type Accounts,
  AccountsRefused,
  AccountsUnavailable,
  authDefaults,
  openAccounts,
  OrderRefused,
} from "@hubbub/auth";
import { Command, Option } from "commander";

/** Flags that every order has, and those of some. */
interface UserFlags {
  data: string;
  admin?: boolean;
  passwordStdin?: boolean;
}

const PASSWORD_STDIN = ["--password-stdin", "read the password from standard input"] as const;

/** `hubbub user …`: accounts, by who has the machine. It works on the database, also while the service runs. */
export function userCommand(): Command {
  const command = new Command("user").description("list and change accounts, also while the service runs");
  const order = (name: string, about: string) =>
    command
      .command(name)
      .description(about)
      .addOption(new Option("--data <dir>", "data folder").env("HUBBUB_DATA").default("./hubbub-data"));

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
    byName((accounts, name) => accounts.makeAdmin(name), "is an administrator"),
  );
  order("set-password <name>", "set another password and end the account's sessions")
    .option(...PASSWORD_STDIN)
    .action((name: string, flags: UserFlags) =>
      carryOut(flags, { create: false }, async (accounts) => {
        await accounts.setPassword(name, await newPassword(flags));
        return `Account ${name} has another password.`;
      }),
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

/** Prints what the order says was done; or, with exit code 1, the sentence that says why it was not. */
async function carryOut(
  flags: UserFlags,
  { create }: { create: boolean },
  order: (accounts: Accounts) => Promise<string>,
): Promise<void> {
  const { memoryCost, timeCost } = authDefaults;
  let accounts: Accounts | undefined;
  try {
    accounts = openAccounts(join(flags.data, "accounts.sqlite"), { create, cost: { memoryCost, timeCost } });
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

async function list(accounts: Accounts): Promise<string> {
  const lines = ["id\tname\trole\tstate\tcreated"];
  for await (const { id, name, admin, disabled, createdAt } of accounts.list()) {
    const created = new Date(createdAt).toISOString();
    lines.push([id, name, admin ? "admin" : "user", disabled ? "disabled" : "enabled", created].join("\t"));
  }
  return lines.join("\n");
}

/** There is no way to ask for the password, or it was typed differently the second time. */
class PasswordMissing extends Error {
  override name = "PasswordMissing";
}

/** From standard input up to its last line break, or asked for twice on the terminal, without echo. */
async function newPassword(flags: UserFlags): Promise<string> {
  if (flags.passwordStdin) return (await readAll(process.stdin)).replace(/\r?\n$/, "");
  if (!process.stdin.isTTY) {
    throw new PasswordMissing("There is no terminal to ask for the password: use --password-stdin.");
  }
  const first = await ask("Password: ");
  if (first !== (await ask("The same again: "))) throw new PasswordMissing("The two passwords differ.");
  return first;
}

/** One line from the terminal. Readline edits and echoes it, but the echo goes nowhere. */
async function ask(question: string): Promise<string> {
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  // Readline takes Ctrl-C and Ctrl-D away from the terminal: both mean no.
  const refused = new Promise<never>((_, reject) => {
    terminal.on("close", () => reject(new PasswordMissing("No password was given.")));
  });
  process.stderr.write(question);
  try {
    return await Promise.race([terminal.question(""), refused]);
  } finally {
    terminal.close();
    process.stderr.write("\n");
  }
}
