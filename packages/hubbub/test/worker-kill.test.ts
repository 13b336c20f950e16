import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";

import { openRawClient, spawnServer, startTokenMint, temporaryFolder } from "@hubbub/devkit";

import { childrenOf } from "./run-hubbub.ts";

const KILLS = 2;
const MESSAGES = 200;

test.if(process.platform === "linux")(
  `[W1.5] ${KILLS} times kill -9 of the worker while messages are sent: a webhook is told of each of them, in their order; some may come again`,
  async () => {
    using folder = temporaryFolder();
    const mint = await startTokenMint();
    const told: number[] = [];
    const receiver = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      async fetch(request) {
        const { data } = (await request.json()) as { data: { seq: number } };
        told.push(data.seq);
        return new Response(null, { status: 204 });
      },
    });
    const accounts = ["--auth-url", mint.url, "--internal-key", mint.internalKey];
    const flags = [...accounts, "--private-webhooks", "--rate-sends", "9999/9999"];
    const env = { HUBBUB_LOG_LEVEL: "silent" };
    const server = await spawnServer({ data: folder.path, flags, env, worker: true });
    const client = await openRawClient(server.url, await mint.token(1, { claims: { admin: true } }));
    await client.ask({ case: "createChannel", value: { name: "told" } });
    {
      using chat = new Database(join(folder.path, "hubbub.sqlite"));
      chat.run(
        `INSERT INTO webhooks (channel, kind, name, url, trigger_words, all_events, secret, user, created_at)
         VALUES (1, 2, 'hook', ?, '[]', 0, 'secret', 1, 0)`,
        [`http://127.0.0.1:${receiver.port}/`],
      );
    }
    const seqs: number[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const [worker] = childrenOf(server.pid);
      for (let i = 0; i < MESSAGES / KILLS; i++) {
        const value = { channel: 1, clientId: crypto.randomUUID(), text: `${kill} ${i}` };
        const sent = await client.ask({ case: "send", value });
        if (sent?.case !== "sent") throw new Error(`not sent: ${JSON.stringify(sent)}`);
        seqs.push(sent.value.seq);
        if (i === 50) process.kill(worker!, "SIGKILL");
      }
      while (childrenOf(server.pid).every((pid) => pid === worker)) await Bun.sleep(20);
    }
    while (new Set(told).size < seqs.length) await Bun.sleep(20);
    // What comes again comes at once, before what follows: without repeats it is the order of the log.
    expect([...new Set(told)]).toEqual(seqs);
    for (const [i, seq] of told.entries())
      expect(told.slice(i + 1).every((later) => later >= seq)).toBe(true);
    client.close();
    server.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    await Promise.all([receiver.stop(true), mint.close()]);
  },
  30_000,
);
