import { createContext, useContext } from "react";

import type { Chat } from "./session.ts";

export const ChatContext = createContext<Chat | undefined>(undefined);

/** What belongs to the user who is logged in. Error outside of the chat's screens. */
export function useChat(): Chat {
  const chat = useContext(ChatContext);
  if (chat === undefined) throw new Error("Nobody is logged in here.");
  return chat;
}
