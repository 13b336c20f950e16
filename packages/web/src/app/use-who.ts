import { type HubbubError, SessionEnded } from "@hubbub/client";
import { useCallback, useEffect, useState } from "react";

import { type Chat, endedSession, keptSession, onOtherTab, openChat } from "./session.ts";

export type Who =
  /** Not known yet. */
  | { is: "unknown" }
  /** Nobody is logged in; `ended`: why not any more, if the user didn't do it. */
  | { is: "nobody"; ended?: HubbubError }
  /** `key` is another one after each login. */
  | { is: "user"; chat: Chat; user: number; key: number }
  /** The server doesn't want this client. */
  | { is: "refused"; reason: HubbubError };

let logins = 0;

/** Who is logged in in this browser; all its tabs agree on that. `enter`: the session was kept just now. */
export function useWho(): { who: Who; enter: () => void } {
  const [who, setWho] = useState<Who>({ is: "unknown" });
  const enter = useCallback(() => {
    void keptSession().then((session) => {
      if (session === undefined) return setWho({ is: "nobody" });
      return setWho({ is: "user", chat: openChat(), user: session.user.id, key: ++logins });
    });
  }, []);
  useEffect(enter, [enter]);

  const chat = who.is === "user" ? who.chat : undefined;
  useEffect(() => {
    if (chat === undefined) return undefined;
    return chat.client.on("status", (status) => {
      if (status.state !== "closed") return;
      const { reason } = status;
      if (reason === undefined) setWho({ is: "nobody" });
      else if (!(reason instanceof SessionEnded)) setWho({ is: "refused", reason });
      else void endedSession().then((isOver) => (isOver ? setWho({ is: "nobody", ended: reason }) : enter()));
    });
  }, [chat, enter]);

  const user = who.is === "user" ? who.user : undefined;
  useEffect(
    () =>
      onOtherTab((session) => {
        if (session?.user.id === user) return;
        chat?.client.close();
        enter();
      }),
    [chat, user, enter],
  );
  return { who, enter };
}
