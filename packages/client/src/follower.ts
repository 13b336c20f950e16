import type { Channel as ChannelInfo, Signal, UserEvent, Welcome } from "@hubbub/protocol";

import type { Line } from "./call.ts";
import type { OpenChannel } from "./channels.ts";
import type { Connection } from "./connection.ts";
import type { Users } from "./users.ts";

/** Takes part in what comes for a client as a whole: see ClientState. */
export interface Follower {
  /** The client is online; its open channels have been taken up on the new connection. */
  welcome(welcome: Welcome): void;
  userEvents(events: readonly UserEvent[]): void;
  /** Changes of the user's own were not sent, up to this version. */
  userGap(to: number): void;
  signal(signal: Signal["body"]): void;
  /** The client is closed for good. */
  ended(): void;
}

/** What a follower may use beside the client itself. */
export interface FollowerAccess {
  line: Line;
  users: Users;
  open(info: ChannelInfo): OpenChannel;
  /** The user is in this channel no more. */
  close(channel: number): void;
  /** Tells the server something that needs no answer; does nothing while offline. */
  notify: Connection["notify"];
  fault(error: unknown): void;
}
