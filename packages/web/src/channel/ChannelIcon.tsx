import { type ChannelInfo, ChannelKind } from "@hubbub/client";
import { Hash, Lock, Users } from "lucide-react";

/** What kind of channel it is. Decoration: say it in words where it matters. */
export function ChannelIcon({ channel, size = 16 }: { channel: ChannelInfo; size?: number }) {
  const Icon =
    channel.kind === ChannelKind.DIRECT ? Users : channel.kind === ChannelKind.PRIVATE ? Lock : Hash;
  return <Icon aria-hidden size={size} />;
}
