import type { OrderInput, OrderName, OrderOutput } from "@hubbub/server";
import { type Command, Option } from "commander";

import { type Control, readControlFile } from "./control-file.ts";

/** Carries orders out, in the running server or on the database of a stopped one. */
export type GiveOrder = <Name extends OrderName>(
  name: Name,
  input: OrderInput<Name>,
) => Promise<OrderOutput<Name>>;

/** The order can't be carried out; the message is a sentence that says why. */
export class OrderFailed extends Error {
  override name = "OrderFailed";
}

export interface ServerFlags {
  data: string;
}

/** A subcommand that works on a server of this machine, whether it runs or not. */
export function serverOrder(command: Command, name: string, about: string): Command {
  return command
    .command(name)
    .description(about)
    .addOption(
      new Option("--data <dir>", "the server's data folder").env("HUBBUB_DATA").default("./hubbub-data"),
    );
}

/** Prints what `work` gives; or, with exit code 1, the sentence that says why it could not be done. */
export async function onServer(
  { data }: ServerFlags,
  work: (order: GiveOrder) => Promise<string>,
): Promise<void> {
  try {
    const control = await readControlFile(data);
    const runs = control && (await isThere(control));
    console.log(runs ? await work(asking(control)) : await onStopped(data, work));
  } catch (error) {
    if (!(error instanceof OrderFailed)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** Loaded only when it is needed: with a server that runs, an order is a request, and quickly done. */
async function onStopped(data: string, work: (order: GiveOrder) => Promise<string>): Promise<string> {
  const { onStoppedServer } = await import("./on-stopped-server.ts");
  return onStoppedServer(data, work);
}

/** A server that was killed leaves its control file behind. */
async function isThere({ url }: Control): Promise<boolean> {
  try {
    await fetch(`${url}/healthz`);
    return true;
  } catch {
    return false;
  }
}

function asking({ url, key }: Control): GiveOrder {
  return async <Name extends OrderName>(name: Name, input: OrderInput<Name>): Promise<OrderOutput<Name>> => {
    const response = await fetch(`${url}/control/orders/${name}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}` },
      body: JSON.stringify(input),
    });
    if (!response.ok) throw new OrderFailed((await response.text()).trim());
    return (await response.json()) as OrderOutput<Name>;
  };
}

/** Rows of cells, as lines with tabs between; none of the cells has one of its own. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => row.map((cell) => String(cell).replaceAll(/\s+/g, " ")).join("\t")).join("\n");
}

export const timeText = (ms: number): string => new Date(ms).toISOString();
