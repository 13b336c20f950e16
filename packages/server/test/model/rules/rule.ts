import type { Command, Init, Reply, Scope } from "@hubbub/protocol";

import type { Account, World } from "../world.ts";

export type CommandName = Exclude<Command["body"]["case"], undefined>;
export type Value<N extends CommandName> = Extract<Command["body"], { case: N }>["value"];
export type Answer = Init<Reply>["body"];

/** What a command does: changes the world, and gives the answer that is expected. Throws Refused before any change. */
export interface Rule<N extends CommandName> {
  /** What a bot's token has to be good for; "people": no bot may. */
  scope: Scope | "people";
  /** Whether it changes nothing. */
  reads?: true;
  /** `answered` is what the server said, for what only the server can know, such as the code of an invitation. */
  do(world: World, by: Account, value: Value<N>, answered: Reply["body"] | undefined): Answer;
}

export type Rules<N extends CommandName> = { readonly [Name in N]: Rule<Name> };

export const DONE: Answer = { case: "done", value: {} };

export const logged = (channel: number, seq: number): Answer => ({
  case: "logged",
  value: { channel, seq },
});

/** The answer's value, if there was one of this kind. */
export function given<C extends NonNullable<Reply["body"]["case"]>>(
  answered: Reply["body"] | undefined,
  kind: C,
): Extract<Reply["body"], { case: C }>["value"] | undefined {
  return answered?.case === kind ? (answered.value as never) : undefined;
}

/** What a page of `limit` items (0: so many) holds, and whether there is more. */
export function pageOf<T>(
  items: readonly T[],
  limit: number,
  ordinary: number,
): { page: T[]; more: boolean } {
  const size = limit === 0 ? ordinary : limit;
  return { page: items.slice(0, size), more: items.length > size };
}
