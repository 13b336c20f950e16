import { type Place, write } from "./place.ts";

const TICK_MS = 10;

export interface Stream {
  /** Messages so far. */
  readonly sent: number;
  /** Resolves with the text of the last message, once the server has all. */
  stop(): Promise<string>;
}

/** Messages at an even rate into the first channel, by all writers in turn. */
export function startStream({ writers, channel, texts }: Place, perSecond: number): Stream {
  const begin = performance.now();
  const open = new Set<Promise<void>>();
  let sent = 0;
  let failure: unknown;
  const send = (text: string): void => {
    const sending = write(writers[sent++ % writers.length]!, channel, text).catch((error: unknown) => {
      failure ??= error;
    });
    open.add(sending);
    void sending.then(() => open.delete(sending));
  };
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - begin) / 1000) * perSecond);
    for (let late = due - sent; late > 0; late--) send(texts.next().text);
  }, TICK_MS);
  return {
    get sent() {
      return sent;
    },
    stop: async () => {
      clearInterval(timer);
      await Promise.all(open);
      const last = `that was message ${sent + 1} of the stream.`;
      send(last);
      await Promise.all(open);
      if (failure !== undefined) throw failure;
      return last;
    },
  };
}
