import { LIMITS } from "@hubbub/protocol";

import { EventKind, first, type SentEvent, type Steps } from "../../sql/steps.ts";
import { pin } from "../messages/pins.ts";
import { IMPORTER, isFirstImport } from "./imported.ts";

export interface ImportedPin {
  /** Of the message. */
  clientId: string;
  user: number;
  at: number;
}

/** Pins messages of a source, each once, as far as there is room. How many it was not possible to pin. */
export function* importPins(args: {
  source: string;
  channel: number;
  pins: readonly ImportedPin[];
}): Steps<number> {
  const { source, channel } = args;
  let left = 0;
  for (const { clientId, user, at } of args.pins) {
    if (!(yield* isFirstImport("pin", { source, key: `${channel} ${clientId}` }, channel))) continue;
    const sent = (yield { do: "sent", user: IMPORTER, clientId }) as SentEvent | undefined;
    const { seq = 0 } = sent ?? {};
    if (yield* canPin(channel, seq)) yield* pin({ channel, seq, user, at });
    else left++;
  }
  return left;
}

function* canPin(channel: number, seq: number): Steps<boolean> {
  const row = yield* first<{ live: number; pins: number }>(
    `SELECT (SELECT count(*) FROM events WHERE channel = ?1 AND seq = ?2
               AND kind IN (${EventKind.MESSAGE}, ${EventKind.REPLY})) AS live,
       (SELECT count(*) FROM pins WHERE channel = ?1) AS pins`,
    channel,
    seq,
  );
  return row !== undefined && row.live > 0 && row.pins < LIMITS.pinsPerChannel;
}
