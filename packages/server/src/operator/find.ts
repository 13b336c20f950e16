import { Refusal } from "../errors.ts";
import type { ChannelRow, UserRow } from "../store/store.ts";
import type { Operator } from "./operator.ts";

/** The channel of this name, or else with this id. */
export async function findChannel(operator: Operator, name: string): Promise<ChannelRow> {
  const named = await operator.read("channelByName", { name });
  if (named) return named;
  const row = /^\d{1,15}$/.test(name) ? await operator.read("channel", { id: Number(name) }) : undefined;
  if (row) return row;
  throw new Refusal("not_found", `There is no channel ${name}: see "hubbub channel list" for names and ids.`);
}

export async function findUser(operator: Operator, name: string): Promise<UserRow> {
  const row = await operator.read("userByName", { name });
  if (row) return row;
  throw new Refusal("not_found", `There is no user ${name} here, or they have never signed in.`);
}
