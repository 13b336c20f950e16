import type { Command, Reply } from "@hubbub/protocol";

import { authenticate } from "../commands/authenticate.ts";
import { createChannel } from "../commands/create-channel.ts";
import { getUsers } from "../commands/get-users.ts";
import { history } from "../commands/history.ts";
import { joinChannel } from "../commands/join-channel.ts";
import { leaveChannel } from "../commands/leave-channel.ts";
import { listChannels } from "../commands/list-channels.ts";
import { listMembers } from "../commands/list-members.ts";
import { send } from "../commands/send.ts";
import { startTyping } from "../commands/start-typing.ts";
import { subscribe } from "../commands/subscribe.ts";
import { unsubscribe } from "../commands/unsubscribe.ts";
import { watchPresence } from "../commands/watch-presence.ts";
import type { OnlineUser } from "../core/online-users.ts";
import { Refusal } from "../errors.ts";
import type { GatewayContext } from "./gateway-context.ts";
import type { Session } from "./session.ts";

/** What a handler gives back: a reply's body, or a function that encodes a frame with the whole reply. */
export type Answer =
  Extract<Reply["body"], { case: string }> | { case: "encoded"; encode(replyId: number): Uint8Array };

/** Whose command it is. The session counts only as a subscriber: handlers never touch a socket. */
export interface Caller {
  readonly session: Session;
  readonly user: OnlineUser;
}

type CommandName = Exclude<Command["body"]["case"], undefined>;
type CommandValue<N extends CommandName> = Extract<Command["body"], { case: N }>["value"];
type Handler<N extends CommandName> = (
  gateway: GatewayContext,
  caller: Caller,
  command: CommandValue<N>,
) => Promise<Answer>;

interface Row<N extends CommandName> {
  handler: Handler<N>;
  /** Sends go on while earlier ones wait for their commit; the rest waits for all that came before. */
  runs: "pipelined" | "alone";
}

const COMMANDS: { [N in Exclude<CommandName, "authenticate">]: Row<N> } = {
  send: { handler: send, runs: "pipelined" },
  subscribe: { handler: subscribe, runs: "alone" },
  unsubscribe: { handler: unsubscribe, runs: "alone" },
  history: { handler: history, runs: "alone" },
  createChannel: { handler: createChannel, runs: "alone" },
  listChannels: { handler: listChannels, runs: "alone" },
  joinChannel: { handler: joinChannel, runs: "alone" },
  leaveChannel: { handler: leaveChannel, runs: "alone" },
  listMembers: { handler: listMembers, runs: "alone" },
  getUsers: { handler: getUsers, runs: "alone" },
  startTyping: { handler: startTyping, runs: "alone" },
  watchPresence: { handler: watchPresence, runs: "alone" },
};

/** Whether a command starts only when all before it are done, and holds up those behind it. */
export function runsAlone({ body }: Command): boolean {
  if (body.case === undefined || body.case === "authenticate") return true;
  return COMMANDS[body.case].runs === "alone";
}

/** Checks what all commands need, and runs the handler. Rejects with Refusal. */
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
  if (state.claims.expiresAt <= Date.now()) {
    throw new Refusal("token_expired", "The access token has expired. Authenticate with a new one.");
  }
  // One table for all: TypeScript can't tie the row's type to the value's here.
  const handler = COMMANDS[body.case].handler as Handler<CommandName>;
  return handler(gateway, { session, user: state.user }, body.value);
}
