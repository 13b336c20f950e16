import type { ServerInfo } from "@hubbub/client";
import { useEffect, useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { repeat } from "./use-health.ts";

const EVERY_MS = 10_000;

/** The server's version and sizes, asked for every ten seconds while the page is looked at. */
export function useServerInfo(): ServerInfo | undefined {
  const { client } = useChat();
  const [info, setInfo] = useState<ServerInfo>();
  useEffect(() => {
    const ended = new AbortController();
    const ask = async (): Promise<number> => {
      try {
        const answer = await client.server.info();
        if (!ended.signal.aborted) setInfo(answer);
      } catch {
        // The samples are asked for more often, and say why there is no answer.
      }
      return EVERY_MS;
    };
    void repeat(ask, ended.signal);
    return () => ended.abort();
  }, [client]);
  return info;
}
