import { ChannelKind, type ClientState, NotificationLevel } from "@hubbub/client";

export interface Attention {
  /** Mentions, and messages of direct channels. */
  toMe: number;
  /** Whether anything else is unread. */
  unread: boolean;
}

/** What asks for the user's attention, of channels that aren't silent. */
export function attention(state: ClientState): Attention {
  const { channels, threads, threadMentions } = state.unread.current;
  let toMe = threadMentions;
  let unread = threads > 0;
  for (const [id, count] of channels) {
    const channel = state.channels.current.get(id);
    const level = channel?.mine?.level;
    if (channel === undefined || level === NotificationLevel.NOTHING) continue;
    const isDirect = channel.kind === ChannelKind.DIRECT && level !== NotificationLevel.MENTIONS;
    toMe += isDirect ? count.messages : count.mentions;
    unread ||= count.messages > 0;
  }
  return { toMe, unread };
}
