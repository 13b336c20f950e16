import { type ClientState, NotificationLevel, type OwnChannel, type UnreadCount } from "@hubbub/client";

/** Whether a channel stands out: for any message, or where it is muted for a mention. */
export function isUnread(channel: OwnChannel, unread: UnreadCount | undefined): boolean {
  return (unread?.mentions ?? 0) > 0 || ((unread?.messages ?? 0) > 0 && !isMuted(channel));
}

export function isUnreadIn(state: ClientState, id: number): boolean {
  const channel = state.channels.current.get(id);
  return channel !== undefined && isUnread(channel, state.unread.current.channels.get(id));
}

export function isMuted({ mine }: OwnChannel): boolean {
  return mine?.level === NotificationLevel.NOTHING;
}
