// The writer thread. It alone writes to the database, so that a sync of the disk never stops the event loop of
// the thread that serves sockets.
import type { Database } from "bun:sqlite";

import type { Request, WriterCalls } from "./calls.ts";
import { lockFor } from "./file-lock.ts";
import { GroupCommit } from "./group-commit.ts";
import { LogWriter } from "./log-writer.ts";
import { openWritable } from "./open-database.ts";
import { performAndAnswer } from "./serve-calls.ts";
import { writeRunner } from "./verb-runner.ts";
import { WalTruncation } from "./wal-truncation.ts";

declare const self: Worker;

interface Opened {
  lock: Database;
  db: Database;
  truncation: WalTruncation;
  commits: GroupCommit;
}

let opened: Opened | undefined;
const queue: Request[] = [];

const lifecycle: Pick<WriterCalls, "open" | "close"> = {
  open(options) {
    const lock = lockFor(options.path);
    try {
      const db = openWritable(options);
      const log = new LogWriter(db);
      const truncation = new WalTruncation(db);
      const calls: Omit<WriterCalls, "open" | "close"> = {
        append: (count, packed) => log.append(count, packed),
        write: writeRunner(db, log, truncation),
      };
      opened = { lock, db, truncation, commits: new GroupCommit(db, calls, () => log.rolledBack()) };
    } catch (error) {
      lock.close();
      throw error;
    }
  },
  close() {
    opened?.truncation.close();
    opened?.db.close(true);
    opened?.lock.close(true);
    opened = undefined;
  },
};

self.addEventListener("message", ({ data: request }: MessageEvent<Request>) => {
  if (request.op === "open" || request.op === "close") {
    commitQueue();
    performAndAnswer(lifecycle, request);
  } else if (queue.push(request) === 1) {
    // Runs after every message that has arrived, so that they are committed together.
    setImmediate(commitQueue);
  }
});

function commitQueue(): void {
  opened?.commits.commit(queue.splice(0));
}
