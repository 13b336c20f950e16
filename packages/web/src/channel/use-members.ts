import type { ChannelEvent, Member, OwnChannel, Role } from "@hubbub/client";
import { useEffect } from "react";

import { useChat } from "../app/chat-context.ts";
import { type Loaded, useLoaded } from "../app/use-loaded.ts";

const MEMBER_EVENTS = new Set<ChannelEvent["kind"]>(["joined", "left", "memberChanged"]);

/** Who is in the channel, asked for again when that changes. */
export function useMembers({ id }: OwnChannel): Loaded<Member[]> {
  const { state } = useChat();
  const members = useLoaded(async () => (await state.channel(id)?.members.list()) ?? [], [state, id]);
  useMemberEvents(id, members.reload);
  return members;
}

/** What the user is in the channel; undefined until it is known, and for who isn't in it. */
export function useRole(channel: OwnChannel | undefined, user: number): Role | undefined {
  const { client } = useChat();
  const id = channel?.id ?? 0;
  const { value } = useLoaded(async () => {
    if (id === 0) return undefined;
    const { users, roles } = await client.ask("listMembers", { channel: id, after: user - 1, limit: 1 });
    return users[0]?.id === user ? (roles[0] as Role) : undefined;
  }, [client, id, user]);
  return value;
}

/** Calls back when members of the channel come, go or change. */
export function useMemberEvents(id: number, changed: () => void): void {
  const { state } = useChat();
  useEffect(() => {
    let frame = 0;
    const heard = ({ kind }: ChannelEvent) => {
      if (!MEMBER_EVENTS.has(kind)) return;
      // Many come and go together.
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(changed);
    };
    const off = state.channel(id)?.on("event", heard);
    return () => {
      cancelAnimationFrame(frame);
      off?.();
    };
  }, [state, id, changed]);
}
