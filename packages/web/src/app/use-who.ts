import { type HubbubError, SessionEnded, type Status } from "@hubbub/client";
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
let begun: Promise<Who> | undefined;

/** Finds out who is logged in before anything is rendered, so that the page and its data come up together. */
export function beginSession(): void {
  begun = whoIsKept();
}

async function whoIsKept(): Promise<Who> {
  const session = await keptSession();
  if (session === undefined) return { is: "nobody" };
  return { is: "user", chat: openChat(), user: session.user.id, key: ++logins };
}

/** Who is logged in in this browser; all its tabs agree on that. `enter`: the session was kept just now. */
export function useWho(): { who: Who; enter: () => void } {
  const [who, setWho] = useState<Who>({ is: "unknown" });
  const enter = useCallback(() => {
    void (begun ?? whoIsKept()).then(setWho);
    begun = undefined;
  }, []);
  useEffect(enter, [enter]);

  const chat = who.is === "user" ? who.chat : undefined;
  useEffect(() => {
    if (chat === undefined) return undefined;
    const changed = (status: Status) => {
      if (status.state !== "closed") return;
      const { reason } = status;
      if (reason === undefined) setWho({ is: "nobody" });
      else if (!(reason instanceof SessionEnded)) setWho({ is: "refused", reason });
      else void endedSession().then((isOver) => (isOver ? setWho({ is: "nobody", ended: reason }) : enter()));
    };
    // It may have been closed before this was rendered.
    changed(chat.client.status);
    return chat.client.on("status", changed);
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
