import { carryOut, openStoppedServer, Refusal, StartRefused, StoreRefused } from "@hubbub/server";

import { type GiveOrder, OrderFailed } from "./on-server.ts";

/** Works on the database of a server that doesn't run. Rejects with OrderFailed. */
export async function onStoppedServer(
  data: string,
  work: (order: GiveOrder) => Promise<string>,
): Promise<string> {
  try {
    await using server = await openStoppedServer(data);
    return await work((name, input) => carryOut(server, name, input));
  } catch (error) {
    const foreseen = [Refusal, StartRefused, StoreRefused];
    if (!(error instanceof Error && foreseen.some((kind) => error instanceof kind))) throw error;
    throw new OrderFailed(error.message);
  }
}
