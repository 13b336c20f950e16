import { expect, test } from "bun:test";

import {
  openRawClient,
  type ServerProcess,
  spawnServer,
  startTokenMint,
  temporaryFolder,
  type TokenMint,
} from "@hubbub/devkit";
import { SUBPROTOCOLS } from "@hubbub/protocol";

import { createChannel, send, valueOf } from "./clients.ts";
import { Follower } from "./follower.ts";
import { Random } from "./random.ts";
import { readLog, viewOf } from "./read-log.ts";

/** HUBBUB_TEST_KILLS=500 for a longer run. */
const KILLS = Number(process.env["HUBBUB_TEST_KILLS"] ?? 25);
/** HUBBUB_TEST_SEED makes the same choices as another run; when commits happen differs. */
const SEED = Number(process.env["HUBBUB_TEST_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const CHANNELS = 3;
const SENDERS = 6;
const READERS = 2;
/** Messages of one sender under way at a time. */
const PIPELINED = 16;
/** The longest that the server lives while messages are sent, in ms. */
const LIFE_MS = 600;

interface Message {
  channel: number;
  clientId: string;
}

/** What was answered, and what has to be sent again. A message's text is its client id. */
class Ledger {
  readonly acknowledged = new Map<string, { channel: number; seq: number }>();
  readonly unanswered = new Map<number, Message[]>();
  readonly faults: string[] = [];
  retries = 0;

  acknowledge(clientId: string, channel: number, seq: number): void {
    const known = this.acknowledged.get(clientId);
    if (known) this.faults.push(`${clientId} was acknowledged twice: ${known.seq}, ${seq}`);
    this.acknowledged.set(clientId, { channel, seq });
  }

  /** What the user has to send again; from now on that of the next connection is gathered. */
  takeUnanswered(user: number): Message[] {
    const messages = this.unanswered.get(user) ?? [];
    this.unanswered.set(user, []);
    this.retries += messages.length;
    return messages;
  }
}

/** Sends what was not answered, then new messages while there is `more`, until the connection ends. */
async function chat(follower: Follower, ledger: Ledger, more: () => Message | undefined): Promise<void> {
  const user = follower.userId;
  const again = ledger.takeUnanswered(user);
  const lane = async (): Promise<void> => {
    for (let next = again.shift() ?? more(); next; next = again.shift() ?? more()) {
      const { channel, clientId } = next;
      const answer = await follower.client!.ask(send(channel, clientId, clientId));
      if (!answer) {
        ledger.unanswered.get(user)!.push(next);
        break;
      }
      const sent = valueOf(answer, "sent");
      ledger.acknowledge(clientId, sent.channel, sent.seq);
    }
  };
  await Promise.all(Array.from({ length: PIPELINED }, lane));
  ledger.unanswered.get(user)!.push(...again);
}

function start(data: string, mint: TokenMint): Promise<ServerProcess> {
  const unlimited = "999999999/999999999";
  const accounts = ["--auth-url", mint.url, "--internal-key", mint.internalKey];
  const rates = ["--rate-commands", unlimited, "--rate-sends", unlimited];
  return spawnServer({ data, flags: [...accounts, ...rates] });
}

/** A channel of which everybody is a member. */
async function makeChannel(url: string, mint: TokenMint, name: string): Promise<number> {
  const founder = await openRawClient(url, await mint.token(1));
  const channel = await createChannel(founder, name);
  for (let user = 2; user <= SENDERS; user++) {
    const member = await openRawClient(url, await mint.token(user));
    valueOf(await member.ask({ case: "joinChannel", value: { channel, name: "" } }), "channel");
    member.close();
  }
  founder.close();
  return channel;
}

test(
  `[P1.20] ${KILLS} times kill -9 while ${SENDERS} users send: nothing acknowledged or seen is lost, nothing repeated, no seq is missing`,
  async () => {
    console.log(`durability: HUBBUB_TEST_SEED=${SEED}`);
    const random = new Random(SEED);
    using folder = temporaryFolder();
    const mint = await startTokenMint();
    let server = await start(folder.path, mint);
    const channels: number[] = [];
    for (let i = 0; i < CHANNELS; i++) channels.push(await makeChannel(server.url, mint, `channel ${i}`));
    const ledger = new Ledger();
    const followers = Array.from({ length: SENDERS + READERS }, (_, i) => new Follower(i + 1, channels));
    const senders = followers.slice(0, SENDERS);
    const connectAll = async (): Promise<void> => {
      const connecting = followers.map(async (follower, i) =>
        follower.connect(server.url, await mint.token(follower.userId), SUBPROTOCOLS[i % 2]!),
      );
      await Promise.all(connecting);
    };
    const message = (user: number): Message => ({
      channel: random.pick(channels),
      // An @ makes it more than a text: it goes another way into the same log.
      clientId: `${user}-${random.chance(0.3) ? "@" : ""}${crypto.randomUUID()}`,
    });

    for (let kill = 0; kill < KILLS; kill++) {
      await connectAll();
      const chats = senders.map((follower) => chat(follower, ledger, () => message(follower.userId)));
      await Bun.sleep(random.int(1, LIFE_MS));
      server.kill("SIGKILL");
      expect(await server.ended).toBe("SIGKILL");
      await Promise.all(chats);
      server = await start(folder.path, mint);
    }

    await connectAll();
    await Promise.all(senders.map((follower) => chat(follower, ledger, () => undefined)));
    const reader = await openRawClient(server.url, await mint.token(99));
    const logs = new Map(
      await Promise.all(channels.map(async (channel) => [channel, await readLog(reader, channel)] as const)),
    );
    const heads = new Map([...logs].map(([channel, log]) => [channel, log.length]));
    for (const follower of followers) {
      await follower.caughtUp(heads);
      expect(follower.faults).toEqual([]);
      for (const [channel, log] of logs) expect(follower.views.get(channel)).toEqual(viewOf(log));
    }
    const places = new Map<string, { channel: number; seq: number }>();
    for (const { channel, seq, body } of [...logs.values()].flat()) {
      if (body.case !== "message") continue;
      expect(places.get(body.value.text)).toBeUndefined();
      places.set(body.value.text, { channel, seq });
    }
    expect(ledger.faults).toEqual([]);
    expect(places).toEqual(ledger.acknowledged);
    expect(places.size).toBeGreaterThan(KILLS);
    expect(ledger.retries).toBeGreaterThan(0);

    for (const follower of followers) follower.client!.close();
    reader.close();
    server.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    await mint.close();
  },
  60_000 + KILLS * 5_000,
);
