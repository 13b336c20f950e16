// The reader thread, with a connection that cannot write: a page that has to come from the disk stops neither the
// event loop of the thread that serves sockets nor the commits of the writer.
import type { Database } from "bun:sqlite";

import type { ReaderCalls, Request } from "./calls.ts";
import { unavailableBecause } from "./failures.ts";
import { openReadOnly } from "./open-database.ts";
import { packPage } from "./page.ts";
import { Queries } from "./queries.ts";
import { answer, answerFailure, perform, performAndAnswer } from "./serve-calls.ts";

declare const self: Worker;

let db: Database | undefined;
let calls: Omit<ReaderCalls, "open" | "close"> | undefined;

const lifecycle: Pick<ReaderCalls, "open" | "close"> = {
  open({ path }) {
    db = openReadOnly(path);
    const queries = new Queries(db);
    calls = {
      channelsOfUser: (user) => queries.channelsOfUser(user),
      channel: (id) => queries.channel(id),
      channelByName: (name) => queries.channelByName(name),
      channels: (ids) => queries.channels(ids),
      listChannels: (user, after, limit) => queries.listChannels(user, after, limit),
      members: (channel, after, limit) => queries.members(channel, after, limit),
      users: (ids) => queries.users(ids),
      history(query) {
        const page = queries.history(query);
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
    answerFailure(request.id, unavailableBecause(error));
  }
});
