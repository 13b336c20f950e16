import { expect, test } from "bun:test";

import { subscribe } from "../src/commands/subscribe.ts";
import { Hub } from "../src/core/hub.ts";
import { type Member, OnlineUser } from "../src/core/online-users.ts";
import { Batch } from "../src/core/shared-frame.ts";
import { Refusal } from "../src/errors.ts";
import type { GatewayContext } from "../src/gateway/gateway-context.ts";
import type { Session } from "../src/gateway/session.ts";

const CHANNEL = 7;

test("[H2.8] who is removed or banned while subscribing gets nothing of what comes after", async () => {
  for (const isMember of [true, false]) {
    const user = new OnlineUser(
      { id: 1, name: "eve", bot: false, admin: false, guest: false },
      { burst: 1, perSecond: 1 },
      0,
    );
    if (isMember) user.channels.set(CHANNEL, {} as Member);
    let isPublic = !isMember;
    let delivered = 0;
    const session = {
      state: { kind: "open" },
      subscriptions: undefined as Set<number> | undefined,
      userId: user.id,
      expect: () => {},
      deliver: () => delivered++,
      unsubscribe(channel: number) {
        if (this.subscriptions?.delete(channel)) hub.unsubscribe(channel, session as unknown as Session);
      },
    };
    const hub: Hub = new Hub({
      listen: async () => {},
      unlisten: () => {},
      // Asked of the store, which takes its time: meanwhile the user is told to be out.
      async position() {
        user.channels.delete(CHANNEL);
        isPublic = false;
        session.unsubscribe(CHANNEL);
        return { epoch: 1, head: 0 };
      },
      entriesAfter: async () => [],
      failed: (error) => {
        throw error;
      },
      delivered: () => {},
      wake: () => {},
    });
    const view = { channel: {}, bannedUntil: undefined };
    const gateway = { hub, store: { read: async () => (isPublic ? view : undefined) } };
    const answer = subscribe(
      gateway as unknown as GatewayContext,
      { user, session: session as unknown as Session },
      { channel: CHANNEL },
    );
    const outcome = await answer.catch((error: unknown) => error);
    // The reply to who reads a public channel doesn't wait for the second look at it.
    if (isMember) expect(outcome).toBeInstanceOf(Refusal);
    await new Promise(setImmediate);
    hub.take(new Batch(CHANNEL, 1, 1, new Uint8Array()));
    hub.beginRound();
    while (hub.sealNext());
    expect(delivered).toBe(0);
    expect(hub.topics).toBe(0);
  }
});
