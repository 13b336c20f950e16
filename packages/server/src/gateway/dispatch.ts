import type { Command, Scope, UserCommand } from "@hubbub/protocol";

import { authenticate } from "../commands/authenticate.ts";
import { NotMember, toldOutsider } from "../commands/checks.ts";
import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "./command-table/row.ts";
import { rowOf } from "./command-table/table.ts";
import type { GatewayContext } from "./gateway-context.ts";
import type { Session } from "./session.ts";
import type { Claims } from "./token-check.ts";

export type { Answer, Caller } from "./command-table/row.ts";

/** Whether a command starts only when all before it are done, and holds up those behind it. */
export function runsAlone({ body }: Command): boolean {
  if (body.case === undefined || body.case === "authenticate") return true;
  const { runs } = rowOf(body.case);
  return (typeof runs === "function" ? runs(body.value) : runs) !== "pipelined";
}

/** Does a command of a connection. Rejects with Refusal. */
export async function dispatch(gateway: GatewayContext, session: Session, command: Command): Promise<Answer> {
  const { body } = command;
  if (body.case === undefined) {
    throw new Refusal("unknown_command", "This server does not know the command. Is the client newer?");
  }
  if (body.case === "authenticate") return authenticate(gateway, session, body.value);
  const { state } = session;
  if (state.kind !== "open") {
    throw new Refusal("unauthenticated", "Authenticate first: the first command of a connection has to.");
  }
  return perform(gateway, { session, user: state.user }, state.claims, body);
}

/** Checks what all commands need, and runs the handler. Rejects with Refusal. */
export async function perform(
  gateway: GatewayContext,
  caller: Caller,
  claims: Claims,
  body: UserCommand,
): Promise<Answer> {
  const row = rowOf(body.case);
  if (claims.expiresAt <= Date.now()) {
    throw new Refusal("token_expired", "The access token has expired. Authenticate with a new one.");
  }
  if (claims.bot) checkScope(claims.scopes, row.scope);
  try {
    return await row.handler(gateway, caller, body.value);
  } catch (error) {
    throw error instanceof NotMember ? await toldOutsider(gateway, caller.user, error) : error;
  }
}

export function checkScope(scopes: readonly Scope[], needed: Scope | "people"): void {
  if (needed === "people") throw new Refusal("forbidden", "Bots can't do this.");
  if (scopes.includes(needed)) return;
  throw new Refusal("forbidden", `This bot's token is not good for that: it lacks the scope ${needed}.`);
}
