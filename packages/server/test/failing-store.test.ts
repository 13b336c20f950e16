import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";

import { openRawClient, startCrowd } from "@hubbub/devkit";
import { SUBPROTOCOLS } from "@hubbub/protocol";

import { createChannel, expectError, send, valueOf } from "./clients.ts";

test.each([...SUBPROTOCOLS])(
  "[P7.20] %s: while the database fails, commands and logins get unavailable with a time; then all goes on",
  async (subprotocol) => {
    const crowd = await startCrowd();
    using database = new Database(join(crowd.data, "hubbub.sqlite"));
    try {
      const client = await openRawClient(crowd.url, await crowd.mint.token(1), subprotocol);
      const channel = await createChannel(client, "to last");
      for (const table of ["users", "events", "members"])
        database.run(`ALTER TABLE ${table} RENAME TO ${table}_gone`);
      const again = { retryAfterMs: 500 };
      expectError(await client.ask(send(channel, "x")), "unavailable", again);
      expectError(await client.ask({ case: "getUsers", value: { ids: [1] } }), "unavailable", again);
      expectError(await client.ask({ case: "createChannel", value: { name: "y" } }), "unavailable", again);
      const late = await openRawClient(crowd.url, undefined, subprotocol);
      const token = await crowd.mint.token(2);
      expectError(await late.ask({ case: "authenticate", value: { token } }), "unavailable", again);
      for (const table of ["users", "events", "members"])
        database.run(`ALTER TABLE ${table}_gone RENAME TO ${table}`);
      valueOf(await late.ask({ case: "authenticate", value: { token } }), "welcome");
      expect(valueOf(await client.ask(send(channel, "x")), "sent").seq).toBe(3);
    } finally {
      await crowd.close();
    }
  },
);
