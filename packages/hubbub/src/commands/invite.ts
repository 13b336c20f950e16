import type { Accounts } from "@hubbub/auth";
import { Command, InvalidArgumentError, Option } from "commander";

import { DAYS, parseDays } from "./days.ts";
import { type AccountsFlags, accountsOrder, carryOut } from "./on-accounts.ts";

interface CreateFlags extends AccountsFlags {
  uses: number;
  days?: number;
  guest: boolean;
}

/** `hubbub invite …`: invitations to sign up, by who has the machine; also while the service runs. */
export function inviteCommand(): Command {
  const command = new Command("invite").description("invitations to sign up");
  const order = (name: string, about: string) => accountsOrder(command, name, about);

  order("create", "make an invitation; its code is shown this once")
    .addOption(new Option("--uses <n>", "accounts that it makes").default(1).argParser(parseUses))
    .addOption(
      new Option("--days <n>", "how long it is good (default: until it is revoked)").argParser(parseDays),
    )
    .addOption(new Option("--guest", "the accounts are guests'").default(false))
    .action(({ uses, days, guest, ...flags }: CreateFlags) =>
      carryOut(flags, { create: false }, async (accounts) => {
        const expiresAt = days === undefined ? undefined : Date.now() + days * DAYS;
        const { id, code } = await accounts.invitations.create({ uses, guest, expiresAt });
        return `The code of invitation ${id}, which is shown this once: ${code}`;
      }),
    );
  order("list", "show the invitations that are good").action((flags: AccountsFlags) =>
    carryOut(flags, { create: false }, list),
  );
  order("revoke <id>", "let nobody sign up with an invitation any more").action(
    (id: string, flags: AccountsFlags) =>
      carryOut(flags, { create: false }, async (accounts) => {
        await accounts.invitations.revoke(/^\d{1,15}$/.test(id) ? Number(id) : 0);
        return `Invitation ${id} is revoked.`;
      }),
  );
  return command;
}

async function list(accounts: Accounts): Promise<string> {
  const lines = ["id\tfor\tuses left\tcreated\texpires"];
  for await (const { id, guest, usesLeft, createdAt, expiresAt } of accounts.invitations.list()) {
    const expires = expiresAt === undefined ? "never" : new Date(expiresAt).toISOString();
    lines.push(
      [id, guest ? "guests" : "members", usesLeft, new Date(createdAt).toISOString(), expires].join("\t"),
    );
  }
  return lines.join("\n");
}

function parseUses(text: string): number {
  const uses = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (uses < 1 || uses > 10_000) throw new InvalidArgumentError("It must be a whole number from 1 to 10000.");
  return uses;
}
