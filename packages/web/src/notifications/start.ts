import type { ChannelEvent, MessageEvent } from "@hubbub/client";

import { onChannelEvents } from "../app/channel-events.ts";
import type { Chat } from "../app/session.ts";
import { untold } from "../service-worker/told.ts";
import { closeRead } from "./close-read.ts";
import { Gatherer } from "./gather.ts";
import { watchIdle } from "./idle.ts";
import { isRead } from "./is-read.ts";
import { Places } from "./places.ts";
import { isQuiet } from "./quiet.ts";
import { reasonToTell } from "./reason.ts";
import { tell } from "./tell.ts";
import { showCounts } from "./title.ts";

/** The tab that holds it is the one that notifies. */
const LOCK = "hubbub-notifier";
/** What came so shortly before a tab has taken over may not have been told by the one before, in ms. */
const TAKEN_OVER_MS = 10_000;

/** Tells the user of what comes while the page is open, until `stop`; call `moved` when the address is another. */
export function startNotifications(chat: Chat): { moved: () => void; stop: () => void } {
  const { state } = chat;
  const places = new Places();
  const counts = showCounts(chat);
  const ending = new AbortController();
  // Asked when a message comes, and again when it is told of: it may have been read meanwhile, here or elsewhere.
  const mayTell = (message: MessageEvent) => !isQuiet(state) && !places.isSeen(message);
  const isWanted = (message: MessageEvent) =>
    mayTell(message) && !isRead(state, message) && reasonToTell(state, message) !== undefined;
  const gatherer = new Gatherer(isWanted, (gathered) => void tell(chat, gathered).catch(failed));
  let heads: ReadonlyMap<number, number> = new Map();
  const heard = (event: ChannelEvent) => {
    if (event.kind !== "message" || event.seq <= (heads.get(event.channel) ?? 0) || !mayTell(event)) return;
    const reason = reasonToTell(state, event);
    // That the user follows a thread now, whose first reply it may be, is told after it.
    if (reason !== undefined || event.thread > 0) gatherer.add(event, reason ?? "");
  };
  const begin = async () => {
    await state.ready;
    // What came before is told of by what is shown as unread.
    heads = new Map(Array.from(state.channels.current.values(), ({ id, head }) => [id, head]));
    const waiting = new Waiting(heard);
    const off = onChannelEvents(state, (event) => waiting.hear(event));
    ending.signal.addEventListener("abort", off);
    await leads(ending.signal, () => waiting.lead().catch(failed));
  };
  void begin().catch(failed);
  const stopClosing = closeRead(state);
  const stopIdle = watchIdle(state);
  return {
    moved: () => {
      places.tell();
      counts.update();
    },
    stop: () => {
      ending.abort();
      gatherer.stop();
      stopClosing();
      stopIdle();
      counts.stop();
      places.close();
    },
  };
}

/** Keeps what came lately until this is the tab that notifies; what another has told of is not told again. */
class Waiting {
  #isLeading = false;
  #recent: { event: MessageEvent; at: number }[] = [];

  constructor(private readonly tell: (event: ChannelEvent) => void) {}

  hear(event: ChannelEvent): void {
    if (this.#isLeading) return this.tell(event);
    if (event.kind !== "message") return;
    const at = performance.now();
    this.#recent = [...this.#recent.filter((kept) => at - kept.at < TAKEN_OVER_MS), { event, at }];
  }

  async lead(): Promise<void> {
    this.#isLeading = true;
    const since = performance.now() - TAKEN_OVER_MS;
    const recent = this.#recent.filter(({ at }) => at >= since).map(({ event }) => event);
    this.#recent = [];
    for (const event of await untold(recent)) this.tell(event);
  }
}

function failed(error: unknown): void {
  console.warn("A notification couldn't be shown.", error);
}

/** Calls `begin` when this is the one tab that notifies, until the signal. */
async function leads(signal: AbortSignal, begin: () => void): Promise<void> {
  if (signal.aborted) return;
  // Browsers have it for secure addresses alone, as they have notifications.
  if (!("locks" in navigator)) return begin();
  const ended = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
  try {
    await navigator.locks.request(LOCK, { signal }, async () => {
      begin();
      await ended;
    });
  } catch (error) {
    // It was another tab's until the end.
    if (!signal.aborted) throw error;
  }
}
