import type { SearchRequest } from "../../search/search-request.ts";
import type { MakePart } from "../worker-part.ts";
import { Chore } from "./chore.ts";
import { changeOf } from "./log-changes.ts";
import { SearchIndex } from "./search-index.ts";

/** Messages indexed at a time: other work waits some 50 ms for it. */
const INDEXED_AT_ONCE = 1_000;
/** What was taken out is gone from the write-ahead log after so long, in ms. */
const PURGE_MS = 500;

/** Indexes all messages, those of before its first run, too, and answers searches. */
export const search: MakePart = ({ own, chat, log, metrics }) => {
  const index = new SearchIndex(own);
  const reactions = chat.prepare<unknown, [number, number]>(
    "SELECT 1 FROM reactions WHERE channel = ? AND seq = ? LIMIT 1",
  );
  const isReactedTo = (channel: number, seq: number): boolean => reactions.get(channel, seq) !== null;

  const indexing = new Chore(log, "new messages could not be indexed", () =>
    index.indexPending(INDEXED_AT_ONCE),
  );
  const purging = new Chore(log, "removed texts could not be purged", () => !index.purge());
  // What an earlier process took in, or out, and then ended.
  indexing.within(0);
  purging.within(PURGE_MS);
  metrics.gauge("hubbub_worker_search_pending", "Messages that are yet to be indexed", () => index.pending());

  return {
    consumer: {
      name: "search",
      begin: "first",
      consume({ events }) {
        const changes = events
          .map((event) => changeOf(event, isReactedTo))
          .filter((change) => change !== undefined);
        if (index.apply(changes)) purging.within(PURGE_MS);
        indexing.within(0);
      },
      reset(channel) {
        index.apply([{ kind: "channel-removed", channel }]);
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
        return result;
      },
    },
    close() {
      indexing.stop();
      purging.stop();
    },
  };
};
