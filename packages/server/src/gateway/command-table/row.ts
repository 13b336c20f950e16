import type { Command, Init, Reply, Scope } from "@hubbub/protocol";

import type { OnlineUser } from "../../core/online-users.ts";
import type { GatewayContext } from "../gateway-context.ts";
import type { Session } from "../session.ts";

/** What a handler gives back: a reply's body, or a function that encodes a frame with the whole reply. */
export type Answer =
  Extract<Init<Reply>["body"], { case: string }> | { case: "encoded"; encode(replyId: number): Uint8Array };

/** Whose command it is. */
export interface Caller {
  /** The connection, as a subscriber: handlers never touch a socket. Undefined for a command that came over HTTP. */
  readonly session: Session | undefined;
  readonly user: OnlineUser;
}

export type CommandName = Exclude<Command["body"]["case"], undefined>;
export type CommandValue<N extends CommandName> = Extract<Command["body"], { case: N }>["value"];
export type Handler<N extends CommandName> = (
  gateway: GatewayContext,
  caller: Caller,
  command: CommandValue<N>,
) => Promise<Answer>;

export interface Row<N extends CommandName> {
  handler: Handler<N>;
  /** What a bot's token has to be good for; "people": no bot may. */
  scope: Scope | "people";
  /**
   * Pipelined commands go on while earlier ones wait for their commit; the rest waits for all that came before.
   * A function tells by the command.
   */
  runs?: "pipelined" | ((command: CommandValue<N>) => "pipelined" | "alone");
}

export type Rows<N extends CommandName> = { readonly [Name in N]: Row<Name> };
