import {
  encodeSubscriptions,
  frameReply,
  LIMITS,
  type MissedEntries,
  type Position,
  type SubscribeMany,
} from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import type { Session } from "../gateway/session.ts";
import { connectionOf } from "./checks.ts";
import { subscribeTo } from "./subscribe.ts";

/** A position, and what its channel's subscription begins with. */
interface Begun {
  position: Position;
  subscribed: { channel: number; epoch: number; head: number };
}

/**
 * Begins live delivery of many channels, each as Subscribe does, and tells what was missed before it, as far as one
 * reply goes: a client that was away shortly needs no question for each channel (P4).
 */
export async function subscribeMany(
  gateway: GatewayContext,
  caller: Caller,
  { positions }: SubscribeMany,
): Promise<Answer> {
  const session = connectionOf(caller);
  if (positions.length > LIMITS.subscribedAtOnce) {
    const message = `Subscribe to ${LIMITS.subscribedAtOnce} channels at a time at most.`;
    const details = { field: "subscribeMany.positions", limit: LIMITS.subscribedAtOnce };
    throw new Refusal("too_large", message, details);
  }
  // A channel that is named twice would tell what it missed twice.
  const each = [...new Map(positions.map((position) => [position.channel, position])).values()];
  const outcomes = await Promise.all(each.map((position) => begin(gateway, caller, position)));
  const begun = outcomes.filter((outcome) => outcome !== undefined);
  const missed = await readMissed(gateway, session, begun);
  const body = encodeSubscriptions(
    begun.map(({ subscribed }) => subscribed),
    missed,
  );
  return { case: "encoded", encode: (id) => frameReply(id, body) };
}

/** Undefined where the channel can't be read. */
async function begin(
  gateway: GatewayContext,
  caller: Caller,
  position: Position,
): Promise<Begun | undefined> {
  try {
    const { epoch, head } = await subscribeTo(gateway, caller, position.channel);
    return { position, subscribed: { channel: position.channel, epoch, head } };
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** What lies between the positions and the heads, one page at a time, until there is enough for one reply. */
async function readMissed(
  gateway: GatewayContext,
  session: Session,
  begun: readonly Begun[],
): Promise<MissedEntries[]> {
  const missed: MissedEntries[] = [];
  let bytesLeft: number = LIMITS.missedBytes;
  for (const { position, subscribed } of begun) {
    const { channel, after } = position;
    const { epoch, head } = subscribed;
    if (position.epoch !== epoch || after >= head) continue;
    // Who was removed meanwhile is told no more, and nor is a connection that has closed.
    if (!session.subscriptions?.has(channel)) continue;
    const limit = Math.min(LIMITS.missedEvents, head - after);
    const page = await gateway.store.history({ channel, after, before: 0, limit, maxBytes: bytesLeft });
    if (page?.epoch !== epoch) continue;
    // What is newer comes live.
    const entries = page.entries.filter(({ seq }) => seq <= head);
    bytesLeft -= entries.reduce((sum, { entry }) => sum + entry.length, 0);
    if (bytesLeft < 0) break;
    if (entries.length > 0) missed.push({ channel, entries });
  }
  return missed;
}
