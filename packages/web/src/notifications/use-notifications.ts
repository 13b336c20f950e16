import { useEffect, useRef } from "react";
import { useLocation, useSearch } from "wouter";

import { useChat } from "../app/chat-context.ts";

/** Tells the user of what comes as long as the chat is shown. Loaded once the chat is there, which doesn't wait for it. */
export function useNotifications(): void {
  const chat = useChat();
  const [path] = useLocation();
  const search = useSearch();
  const running = useRef<{ moved: () => void; stop: () => void } | undefined>(undefined);
  useEffect(() => {
    let wanted = true;
    const start = async () => {
      await chat.state.ready;
      const { startNotifications } = await import("./start.ts");
      if (wanted) running.current = startNotifications(chat);
    };
    start().catch((error: unknown) => console.warn("There are no notifications.", error));
    return () => {
      wanted = false;
      running.current?.stop();
      running.current = undefined;
    };
  }, [chat]);
  useEffect(() => running.current?.moved(), [path, search]);
}
