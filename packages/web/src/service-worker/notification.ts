/** What the server pushes (docs/SPEC.md, "Notifications"), of the newest message of a channel. */
export interface PushedMessage {
  channel: number;
  seq: number;
  /** Seq of the thread's root; 0 outside of threads. */
  thread: number;
  /** Ms since 1970. */
  at: number;
  reason: string;
  /** Messages in the channel that there is to tell of, this one among them. */
  count: number;
  title: string;
  body: string;
}

/** What a notification keeps until it is clicked, or not wanted any more. */
export interface NotificationData {
  /** Where it leads to. */
  path: string;
  /** Of the message it shows, where it shows one. */
  message?: Pick<PushedMessage, "channel" | "seq" | "thread" | "count">;
}

/** A channel's one notification. */
export function tagOf(channel: number): string {
  return `channel-${channel}`;
}

/** The notification of a message: one for a channel, which a newer one replaces and is heard again. */
export function notificationOf({ channel, seq, thread, at, count, title, body }: PushedMessage) {
  const path = `/c/${channel}?at=${seq}${thread === 0 ? "" : `&thread=${thread}`}`;
  const data: NotificationData = { path, message: { channel, seq, thread, count } };
  return {
    title: count > 1 ? `${title} (${count})` : title,
    body,
    tag: tagOf(channel),
    renotify: true,
    timestamp: at,
    icon: "/icon-192.png",
    data,
  };
}
