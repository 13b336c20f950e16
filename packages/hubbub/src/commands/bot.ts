import type { Accounts } from "@hubbub/auth";
import { nameFault, type Scope, SCOPES } from "@hubbub/protocol";
import { Command, InvalidArgumentError, Option } from "commander";

import { DAYS, parseDays } from "./days.ts";
import { type AccountsFlags, accountsOrder, carryOut } from "./on-accounts.ts";

interface TokenFlags extends AccountsFlags {
  name: string;
  scopes: Scope[];
  /** When it ends, in ms since 1970 UTC. */
  days?: number;
}

/** Characters of a token's name, at most. */
const NAME_LENGTH = 60;

/** `hubbub bot …`: accounts of programs and their tokens, by who has the machine; also while the service runs. */
export function botCommand(): Command {
  const command = new Command("bot").description("accounts of programs, and their tokens");
  const order = (name: string, about: string) => accountsOrder(command, name, about);

  order("create <name>", "make a bot's account").action((name: string, flags: AccountsFlags) =>
    carryOut(flags, { create: false }, async (accounts) => {
      const id = await accounts.bots.create(name);
      return `Bot ${name} made, with id ${id}. \`hubbub bot token ${name}\` makes a token for it.`;
    }),
  );
  order("list", "show all bots and their tokens").action((flags: AccountsFlags) =>
    carryOut(flags, { create: false }, list),
  );
  order("token <bot>", "make a token of a bot; it is shown this once")
    .addOption(new Option("--name <text>", "what it is for").default("token").argParser(parseName))
    .addOption(
      new Option("--scopes <list>", `what it may do, by commas: ${SCOPES.join(", ")}`)
        .default([...SCOPES], "all")
        .argParser(parseScopes),
    )
    .addOption(
      new Option("--days <n>", "how long it is good (default: until it is revoked)").argParser(parseDays),
    )
    .action((bot: string, { name, scopes, days, ...flags }: TokenFlags) =>
      carryOut(flags, { create: false }, async (accounts) => {
        const expiresAt = days === undefined ? undefined : Date.now() + days * DAYS;
        const { id, text } = await accounts.bots.createToken(bot, { name, scopes, expiresAt });
        return `Token ${id} of ${bot}, which is shown this once:\n${text}`;
      }),
    );
  order("revoke <token-id>", "end a token and the connections that were made with it").action(
    (id: string, flags: AccountsFlags) =>
      carryOut(flags, { create: false }, async (accounts) => {
        await accounts.bots.revokeToken(id);
        return `Token ${id} is revoked.`;
      }),
  );
  return command;
}

async function list(accounts: Accounts): Promise<string> {
  const lines = ["bot\tstate\ttoken\tname\tscopes\texpires\tlast used"];
  for await (const { name, disabled, tokens } of accounts.bots.list()) {
    const bot = [name, disabled ? "disabled" : "enabled"];
    if (tokens.length === 0) lines.push([...bot, "no token"].join("\t"));
    for (const token of tokens) {
      const times = [token.expiresAt, token.usedAt].map((time) =>
        time === undefined ? "never" : new Date(time).toISOString(),
      );
      lines.push([...bot, token.id, token.name, token.scopes.join(","), ...times].join("\t"));
    }
  }
  return lines.join("\n");
}

function parseName(text: string): string {
  const fault = nameFault(text, NAME_LENGTH);
  if (fault !== undefined) throw new InvalidArgumentError(`The name ${fault}.`);
  return text;
}

function parseScopes(text: string): Scope[] {
  return text.split(",").map((given) => {
    const scope = SCOPES.find((each) => each === given.trim());
    if (scope) return scope;
    throw new InvalidArgumentError(`"${given}" is no scope: there are ${SCOPES.join(", ")}.`);
  });
}
