// The reader thread, with a connection that cannot write: a page that has to come from the disk stops neither the
// event loop of the thread that serves sockets nor the commits of the writer.
import type { Database } from "bun:sqlite";

import type { ReaderCalls, Request } from "./calls.ts";
import { sqliteCode, unavailableBecause } from "./failures.ts";
import { LogReader } from "./log-reader.ts";
import { openReadOnly } from "./open-database.ts";
import { packPage } from "./page.ts";
import { answer, answerFailure, perform, performAndAnswer } from "./serve-calls.ts";
import { readRunner } from "./verb-runner.ts";

declare const self: Worker;

let db: Database | undefined;
let calls: Omit<ReaderCalls, "open" | "close"> | undefined;

const lifecycle: Pick<ReaderCalls, "open" | "close"> = {
  open({ path }) {
    db = openReadOnly(path);
    const log = new LogReader(db);
    calls = {
      read: readRunner(db),
      history(query) {
        const page = log.history(query);
        return page && packPage(page);
      },
    };
  },
  close() {
    db?.close(true);
  },
};

self.addEventListener("message", ({ data: request }: MessageEvent<Request>) => {
  if (request.op === "open" || request.op === "close") return performAndAnswer(lifecycle, request);
  try {
    answer(request.id, perform(calls ?? {}, request));
  } catch (error) {
    answerFailure(request.id, sqliteCode(error) === "" ? error : unavailableBecause(error));
  }
});
