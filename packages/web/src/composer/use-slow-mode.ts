import { type OwnChannel, Role, roleIn } from "@hubbub/client";
import { useEffect, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { useMe } from "../app/use-user.ts";
import { useNow } from "./use-now.ts";

/** Messages that are looked through for the user's last one. */
const LOOKED_AT = 50;

/** Seconds until the user may send again; 0: now. Moderators are free of slow mode. */
export function useSlowMode(channel: OwnChannel): number {
  const { state } = useChat();
  const me = useMe();
  const isSlow = channel.slowModeS > 0 && roleIn(channel, me) < Role.MODERATOR;
  const [sentAt, setSentAt] = useState(0);
  const [id, user] = [channel.id, me?.id];
  useEffect(() => {
    const open = state.channel(id);
    if (!isSlow || open === undefined || user === undefined) return undefined;
    let isShown = true;
    const later = (at: number) => isShown && setSentAt((before) => Math.max(before, at));
    // By the server's clock, or ours if that is behind: the wait isn't shown longer than it is.
    const off = open.on(
      "message",
      (message) => message.user === user && later(Math.min(message.at, Date.now())),
    );
    open.page({ limit: LOOKED_AT }).then(
      ({ messages }) => later(messages.findLast((message) => message.user === user)?.at ?? 0),
      // Without it the server tells what it refuses.
      () => {},
    );
    return () => {
      isShown = false;
      off();
    };
  }, [state, id, user, isSlow]);
  const end = isSlow ? sentAt + channel.slowModeS * 1000 : 0;
  return Math.max(0, Math.ceil((end - useNow(end)) / 1000));
}
