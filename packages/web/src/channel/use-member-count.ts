import { ChannelKind, type OwnChannel } from "@hubbub/client";

import { useChat } from "../app/chat-context.ts";
import { useLoaded } from "../app/use-loaded.ts";
import { useMemberEvents } from "./use-members.ts";

/** Members are counted up to here, so that opening a channel of thousands costs no more than one of some. */
export const COUNTED_MOST = 99;

/** How many are in a channel that isn't direct, more than COUNTED_MOST as one more; undefined until it is known. */
export function useMemberCount({ id, kind }: OwnChannel): number | undefined {
  const { client } = useChat();
  const isDirect = kind === ChannelKind.DIRECT;
  const { value, reload } = useLoaded(async () => {
    if (isDirect) return undefined;
    const { users } = await client.ask("listMembers", { channel: id, limit: COUNTED_MOST + 1 });
    return users.length;
  }, [client, id, isDirect]);
  useMemberEvents(id, reload);
  return value;
}
