import { call, type Line } from "./call.ts";
import { type Answer, type CommandCase, type CommandValue, isRepeatable } from "./commands.ts";

/**
 * Carries out a command, over as many connections and tries as it takes in the client's request timeout. Rejects
 * with RefusedError, RequestTimeout, ClientClosed, TooManyRequests; and with ConnectionLost where a command that is
 * no good twice may have been carried out or not.
 */
export type Ask = <C extends CommandCase>(command: C, value: CommandValue<C>) => Promise<Answer<C>>;

export function askOver(line: Line): Ask {
  return (command, value) =>
    call(line, command, value, { timeoutMs: line.requestTimeoutMs, resend: isRepeatable(command) });
}

/** All items of a list that comes in pages; `next` fetches the page after the last item that is known. */
export async function allPages<T>(
  next: (last: T | undefined) => Promise<{ items: T[]; more: boolean }>,
): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const { items, more } = await next(all.at(-1));
    all.push(...items);
    if (!more || items.length === 0) return all;
  }
}
