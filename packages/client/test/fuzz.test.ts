import { expect, test } from "bun:test";

import { SUBPROTOCOLS } from "@hubbub/protocol";

import { Hubbub } from "../src/index.ts";
import { type Faults, ScriptedServer } from "./scripted-server.ts";
import { quick, randomOf, take } from "./setup.ts";

const SEEDS = 30;
const CLIENTS = 3;
const SENDS = 25;
/** Under HUBBUB_FUZZ_SEED only this one is run. */
const only = Number(process.env["HUBBUB_FUZZ_SEED"] ?? 0);

/** Everything goes wrong, each with its own small chance. */
function faultsOf(random: () => number): Faults {
  const chance = (share: number) => random() < share;
  return {
    cut: ({ body }) => body.case !== "createChannel" && chance(0.04),
    swallow: ({ body }) => body.case === "send" && chance(0.02),
    refuse: ({ body }) =>
      body.case !== "authenticate" && chance(0.06) ? { name: "rate_limited", retryAfterMs: 1 } : undefined,
    delay: () => (chance(0.2) ? Bun.sleep(random() * 8) : undefined),
    skip: () => (chance(0.1) ? (chance(0.5) ? "gap" : "silence") : undefined),
    repeat: () => chance(0.1),
  };
}

/** One run: every client reads and writes in one channel while the wire fails; gives the log and what each saw. */
async function run(seed: number) {
  const random = randomOf(seed);
  using server = new ScriptedServer();
  const general = server.channel("general");
  server.pageMost = 1 + Math.floor(random() * 20);
  server.faults = faultsOf(random);
  const clients: Hubbub[] = [];
  const channels = await Promise.all(
    Array.from({ length: CLIENTS }, async (_, at) => {
      const subprotocol = SUBPROTOCOLS[at % 2];
      const options = { ...quick(server, `user${at}`, at + 1), subprotocol, requestTimeoutMs: 200 };
      const client = await Hubbub.connect({ ...options, reconnect: { baseMs: 2, capMs: 8 } });
      clients.push(client);
      return client.join("general");
    }),
  );
  // Everybody's joins are in the log: from here on all expect the same.
  const from = general.head;
  const total = CLIENTS * SENDS;
  const heard = channels.map((channel) => {
    const seqs: number[] = [];
    channel.on("event", ({ seq }) => seqs.push(seq));
    return seqs;
  });
  const read = channels.map((channel) => take(channel.events({ after: { epoch: 1, seq: from } }), total));
  const wanted = channels.map((_, at) => Array.from({ length: SENDS }, (__, count) => `${at}.${count}`));
  const cutting = setInterval(() => {
    if (random() < 0.3) server.cutAll();
  }, 5);
  const sends = channels.map(async (channel, at) => {
    const answers = [];
    for (const text of wanted[at] ?? []) {
      answers.push(channel.send(text));
      if (random() < 0.5) await Bun.sleep(random() * 4);
    }
    return Promise.all(answers);
  });
  const sent = await Promise.all(sends);
  const events = await Promise.all(read);
  clearInterval(cutting);
  server.faults = {};
  await Promise.all(
    channels.map((channel, at) =>
      heard[at]?.at(-1) === from + total
        ? undefined
        : channel.once("event", ({ seq }) => seq === from + total),
    ),
  );
  for (const client of clients) client.close();
  return { log: general.events.slice(from), from, total, heard, events, sent, wanted };
}

for (let seed = 1; seed <= SEEDS; seed++) {
  test.skipIf(only !== 0 && only !== seed)(
    `[P4.7] whatever the wire does, every client sees every event once and in order, and each message is made once, in its sender's order (seed ${seed})`,
    async () => {
      const { log, from, total, heard, events, sent, wanted } = await run(seed);
      const seqs = Array.from({ length: total }, (_, at) => from + at + 1);
      expect(log.map(({ seq }) => seq)).toEqual(seqs);
      const texts = log.map(({ body }) => (body.case === "message" ? body.value.text : body.case));
      for (const [at, mine] of wanted.entries()) {
        expect(texts.filter((text) => text?.startsWith(`${at}.`))).toEqual(mine);
        expect(sent[at]?.map(({ seq }) => texts[seq - from - 1])).toEqual(mine);
        expect(events[at]?.map((event) => (event.kind === "message" ? event.text : event.kind))).toEqual(
          texts as string[],
        );
        expect(heard[at]?.filter((seq) => seq > from)).toEqual(seqs);
      }
    },
    30_000,
  );
}
