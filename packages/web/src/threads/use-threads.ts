import { type ChannelEvent, LIMITS, placeKey, type Thread } from "@hubbub/client";
import { useCallback, useEffect, useRef, useState } from "react";

import { onChannelEvents } from "../app/channel-events.ts";
import { useChat } from "../app/chat-context.ts";
import { gathered } from "../app/gathered.ts";
import { toast } from "../design/toast.ts";

const PAGE = 20;

export interface Threads {
  /** By their newest reply; undefined until they are known. */
  threads: readonly Thread[] | undefined;
  more: boolean;
  error: unknown;
  loadMore: () => void;
  refresh: () => void;
}

type Loaded = Pick<Threads, "threads" | "more" | "error">;
const NOTHING: Loaded = { threads: undefined, more: false, error: undefined };

/** The followed threads, kept as they are now. */
export function useThreads(unreadOnly: boolean): Threads {
  const { client, state } = useChat();
  const [loaded, setLoaded] = useState<Loaded>(NOTHING);
  const count = useRef(0);
  count.current = loaded.threads?.length ?? 0;
  const asked = useRef(0);

  const refresh = useCallback(() => {
    const limit = Math.min(Math.max(PAGE, count.current), LIMITS.foundMax);
    const question = ++asked.current;
    client.threads({ limit, unreadOnly }).then(
      ({ threads, more }) => {
        if (question === asked.current) setLoaded({ threads, more, error: undefined });
      },
      (error: unknown) => {
        if (question === asked.current) setLoaded((before) => ({ ...before, error }));
      },
    );
  }, [client, unreadOnly]);

  const loadMore = useCallback(() => {
    const question = asked.current;
    client.threads({ limit: PAGE, unreadOnly, before: timeOf(loaded.threads?.at(-1)) }).then(
      ({ threads, more }) => {
        if (question !== asked.current) return;
        setLoaded((before) => ({ ...before, threads: [...(before.threads ?? []), ...threads], more }));
      },
      (error: unknown) => toast.error(error),
    );
  }, [client, unreadOnly, loaded.threads]);

  useEffect(() => {
    setLoaded(NOTHING);
    refresh();
    const { soon, stop } = gathered(refresh);
    const mayChange = (event: ChannelEvent) => {
      if (event.kind === "edited") return true;
      if (event.kind !== "message" && event.kind !== "deleted") return false;
      return state.threads.current.has(placeKey(event.channel, event.thread || event.seq));
    };
    const offs = [
      state.threads.subscribe(soon),
      onChannelEvents(state, (event) => mayChange(event) && soon()),
      client.on("status", (status) => status.state === "online" && soon()),
    ];
    return () => {
      asked.current += 1;
      stop();
      for (const off of offs) off();
    };
  }, [client, state, refresh]);

  return { ...loaded, loadMore, refresh };
}

function timeOf(thread: Thread | undefined): number {
  return thread?.root?.replies?.lastAt ?? 0;
}
