import { encodeServerFrame, LIMITS, serverFrame } from "@hubbub/protocol";

import type { Hub } from "./hub.ts";
import type { OnlineUser, OnlineUsers } from "./online-users.ts";
import { SignalFrame } from "./shared-frame.ts";
import type { Subscriber } from "./topic.ts";

/**
 * Who of a channel's members is online, told only to who watches that channel. Unlogged, best effort. A watcher
 * is a subscriber of the channel.
 */
export class Presence {
  constructor(
    private readonly hub: Hub,
    private readonly users: () => OnlineUsers,
  ) {}

  /** Starts watching: the members who are online now, at most LIMITS.presenceUsers; changes follow as signals. */
  watch(channel: number, watcher: Subscriber): number[] {
    const topic = this.hub.topic(channel);
    if (topic) (topic.watchers ??= new Set()).add(watcher);
    const online: number[] = [];
    for (const user of this.users().values()) {
      if (online.length === LIMITS.presenceUsers) break;
      if (user.channels.has(channel)) online.push(user.id);
    }
    return online;
  }

  unwatch(channel: number, watcher: Subscriber): void {
    this.hub.topic(channel)?.watchers?.delete(watcher);
  }

  readonly changed = (user: OnlineUser, online: boolean): void => {
    for (const channel of user.channels.keys()) this.tell(channel, user.id, online);
  };

  /** Tells a channel's watchers about one user. */
  tell(channel: number, user: number, online: boolean): void {
    const watchers = this.hub.topic(channel)?.watchers;
    if (!watchers || watchers.size === 0) return;
    const signal = { body: { case: "presence" as const, value: { channel, user, online } } };
    const frame = new SignalFrame(encodeServerFrame(serverFrame({ signals: [signal] })));
    for (const watcher of watchers) watcher.deliver(frame);
  }
}
