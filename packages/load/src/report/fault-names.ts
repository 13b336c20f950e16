import type { Faults } from "../result/result.ts";

/** What each fault means, for who reads a report. */
export const FAULT_NAMES: Record<keyof Faults, { name: string; meaning: string }> = {
  lost: { name: "lost", meaning: "never came to a member, without a word" },
  repeated: { name: "repeated", meaning: "came to a member more than once" },
  outOfOrder: { name: "out of order", meaning: "came after a later one of the channel" },
  gapped: { name: "gapped", meaning: "announced to a member as not sent, and not fetched" },
  stray: { name: "stray", meaning: "came to somebody who isn't a member" },
  doubled: { name: "doubled", meaning: "one message under two seqs, or acknowledged under another" },
  refused: { name: "refused", meaning: "sends that the server answered with an error" },
  unsettled: { name: "unsettled", meaning: "messages that were not answered, or came to nobody" },
  ended: { name: "ended", meaning: "connections that ended unasked" },
};

/** "3 lost, 1 repeated"; undefined if there are none. */
export function faultsInWords(faults: Faults): string | undefined {
  const found = faultKeys()
    .filter((key) => faults[key] > 0)
    .map((key) => `${faults[key].toLocaleString("en")} ${FAULT_NAMES[key].name}`);
  return found.length === 0 ? undefined : found.join(", ");
}

export function faultKeys(): (keyof Faults)[] {
  return Object.keys(FAULT_NAMES) as (keyof Faults)[];
}
