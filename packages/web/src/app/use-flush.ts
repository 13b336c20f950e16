import { useEffect } from "react";

import { isUploadingAnywhere } from "../composer/writing.ts";
import { useChat } from "./chat-context.ts";

/** Tells the server what was put off before the page goes, and asks before uploads are broken off. There once. */
export function useFlush(): void {
  const chat = useChat();
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const flush = () => chat.state.flush();
    window.addEventListener("pagehide", flush, { signal });
    // Phones end pages that are not seen without another word.
    document.addEventListener("visibilitychange", () => document.hidden && flush(), { signal });
    window.addEventListener("beforeunload", (event) => isUploadingAnywhere(chat) && event.preventDefault(), {
      signal,
    });
    return () => stop.abort();
  }, [chat]);
}
