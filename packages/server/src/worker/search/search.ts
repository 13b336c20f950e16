import type { SearchRequest } from "../../search/search-request.ts";
import type { MakePart } from "../worker-part.ts";
import { Backfill } from "./backfill.ts";
import { Chore } from "./chore.ts";
import { changeOf } from "./log-changes.ts";
import { SearchIndex } from "./search-index.ts";

/** Messages indexed at a time: other work waits some 50 ms for it. */
const INDEXED_AT_ONCE = 1_000;
/** New messages are gathered for so long, in ms: many at once cost a fraction of one by one. A search doesn't wait for it. */
const GATHER_MS = 500;
/** What was taken out is gone from the write-ahead log after so long, in ms. */
const PURGE_MS = 500;
/** Channels that were made while the worker started are looked for after so long, in ms. */
const LEARN_MS = 1_000;

/**
 * Indexes all messages, and answers searches. What is in the logs when it runs for the first time comes by the backfill, in
 * the order of time; what comes from then on by following them.
 */
export const search: MakePart = ({ own, chat, log, metrics }) => {
  const index = new SearchIndex(own);
  const reactions = chat.prepare<unknown, [number, number]>(
    "SELECT 1 FROM reactions WHERE channel = ? AND seq = ? LIMIT 1",
  );
  const isReactedTo = (channel: number, seq: number): boolean => reactions.get(channel, seq) !== null;

  const backfill = new Backfill(own, chat);
  const channels = chat.prepare<{ id: number }, []>("SELECT id FROM channels");
  const learn = own.transaction(() => backfill.learn(channels.all().map(({ id }) => id)));
  const takeOld = own.transaction(() => {
    index.apply(backfill.take(INDEXED_AT_ONCE));
    index.indexPending(INDEXED_AT_ONCE);
  });
  const backfilling = new Chore(log, "older messages could not be indexed", 0, () => {
    try {
      if (backfill.running) takeOld();
    } catch (error) {
      backfill.reset();
      throw error;
    }
    return backfill.running;
  });
  const learning = new Chore(log, "new channels could not be looked for", LEARN_MS, () => {
    learn();
    backfilling.within(0);
    return false;
  });
  const indexing = new Chore(log, "new messages could not be indexed", 0, () =>
    index.indexPending(INDEXED_AT_ONCE),
  );
  const purging = new Chore(log, "removed texts could not be purged", PURGE_MS, () => !index.purge());
  // What an earlier process took in, or out, and then ended.
  learn();
  backfilling.within(0);
  learning.within(LEARN_MS);
  indexing.within(0);
  purging.within(PURGE_MS);
  metrics.gauge("hubbub_worker_search_backfilling", "Whether older messages are yet to be indexed", () =>
    Number(backfill.running),
  );
  metrics.gauge("hubbub_worker_search_pending", "Messages that are yet to be indexed", () => index.pending());

  return {
    consumer: {
      name: "search",
      begin: "head",
      consume({ channel, events }) {
        const changes = events
          .map((event) => changeOf(event, isReactedTo))
          .filter((change) => change !== undefined);
        backfill.follows(channel, events[0]!.seq);
        if (changes.some(({ kind }) => kind !== "message")) backfill.changed(channel);
        if (backfill.running) backfilling.within(0);
        if (index.apply(changes)) purging.within(PURGE_MS);
        indexing.within(GATHER_MS);
      },
      reset(channel) {
        index.apply([{ kind: "channel-removed", channel }]);
        backfill.begin(channel);
        backfilling.within(0);
        purging.within(PURGE_MS);
      },
    },
    routes: {
      "/search": (body) => {
        // What was just written is found, unless so much waits that it takes a while.
        index.indexPending(INDEXED_AT_ONCE);
        const start = performance.now();
        const result = index.query(body as SearchRequest);
        log.debug({ ms: performance.now() - start, hits: result.hits.length }, "searched");
        return { ...result, partial: result.partial || backfill.running };
      },
    },
    close() {
      backfilling.stop();
      learning.stop();
      indexing.stop();
      purging.stop();
    },
  };
};
