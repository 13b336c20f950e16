import type { HealthSample } from "@hubbub/client";
import { useEffect, useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { joined } from "./sample-window.ts";

/** What is shown of each kind of samples, in ms. */
export const SPAN_MS = { hour: 3_600_000, minute: 60_000 } as const;
/** After an answer that didn't come. */
const RETRY_MS = 3_000;

export type Span = keyof typeof SPAN_MS;

export interface HealthState {
  span: Span;
  samples: readonly HealthSample[];
  /** The server's clock at the last answer, in ms since 1970 UTC. */
  now: number;
  error: unknown;
}

/** The server's samples of the last hour or minute; asked for only while the page is looked at, and only what is new. */
export function useHealth(span: Span): HealthState | undefined {
  const { client } = useChat();
  const [state, setState] = useState<HealthState>();
  useEffect(() => {
    const ended = new AbortController();
    let samples: readonly HealthSample[] = [];
    let now = Date.now();
    const ask = async (): Promise<number> => {
      try {
        const since = samples.at(-1)?.at ?? 0;
        const page = await client.server.health({ since, bySecond: span === "minute" });
        now = page.now;
        samples = joined(samples, page.samples, { now, spanMs: SPAN_MS[span] });
        if (!ended.signal.aborted) setState({ span, samples, now, error: undefined });
        return page.intervalMs;
      } catch (error) {
        if (!ended.signal.aborted) setState({ span, samples, now, error });
        return RETRY_MS;
      }
    };
    void repeat(ask, ended.signal);
    return () => ended.abort();
  }, [client, span]);
  return state?.span === span ? state : undefined;
}

/** Does something again and again, each time after as many ms as it says, while the page is visible. */
export async function repeat(act: () => Promise<number>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const wait = await act();
    await passed(wait, signal);
    await visible(signal);
  }
}

function passed(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function visible(signal: AbortSignal): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    const options = { once: true };
    document.addEventListener("visibilitychange", () => resolve(), options);
    signal.addEventListener("abort", () => resolve(), options);
  });
}
