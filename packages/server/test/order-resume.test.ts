import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Channel, Hubbub } from "@hubbub/client";
import { type Crowd, openRawClient, type RawClient, startCrowd } from "@hubbub/devkit";
import { type Subprotocol, SUBPROTOCOLS } from "@hubbub/protocol";

import { createChannel, send, valueOf } from "./clients.ts";
import { DroppableSockets } from "./droppable-socket.ts";
import { Follower } from "./follower.ts";
import { Random } from "./random.ts";
import { readLog, viewOf } from "./read-log.ts";

/** HUBBUB_TEST_SEEDS=1000 for a longer run, HUBBUB_TEST_SEED=7 to begin with another one. */
const SEEDS = Number(process.env["HUBBUB_TEST_SEEDS"] ?? 8);
const FIRST_SEED = Number(process.env["HUBBUB_TEST_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const STEPS = 60;
const FOLLOWERS = 4;
const SDK_CLIENTS = 2;
/** Messages of a storm, together more than the buffers of kernel and server hold for one socket. */
const STORM = 400;

interface Message {
  user: number;
  channel: number;
  clientId: string;
  text: string;
}

/** A client of the SDK and what its listeners were given. */
interface Listener {
  client: Hubbub;
  sockets: DroppableSockets;
  heard: Map<number, { from: number; seqs: number[]; texts: Map<number, string> }>;
}

/** One random run: everything that its steps need. */
class Run {
  readonly random: Random;
  readonly followers: Follower[] = [];
  readonly listeners: Listener[] = [];
  readonly messages: Message[] = [];
  readonly answers = new Map<string, Set<number>>();
  readonly pending = new Set<Promise<unknown>>();
  channels: number[] = [];
  lost: Message[] = [];

  constructor(
    readonly crowd: Crowd,
    readonly seed: number,
  ) {
    this.random = new Random(seed);
  }

  /** Users' ids are this run's own. */
  user(number: number): number {
    return this.seed * 100 + number;
  }

  async open(user: number, subprotocol: Subprotocol = this.random.pick(SUBPROTOCOLS)): Promise<RawClient> {
    return openRawClient(this.crowd.url, await this.crowd.mint.token(user), subprotocol);
  }

  async connect(follower: Follower): Promise<void> {
    const token = await this.crowd.mint.token(follower.userId);
    await follower.connect(this.crowd.url, token, this.random.pick(SUBPROTOCOLS));
  }

  async begin(): Promise<void> {
    const founder = await this.open(this.user(0));
    for (const name of ["one", "two"]) {
      this.channels.push(await createChannel(founder, `${name} of ${this.seed}`));
    }
    founder.close();
    for (let number = 1; number <= FOLLOWERS; number++) {
      const follower = new Follower(this.user(number), this.channels);
      this.followers.push(follower);
      await this.connect(follower);
      for (const channel of this.channels) {
        await follower.client!.ask({ case: "joinChannel", value: { channel, name: "" } });
      }
    }
    for (let number = 1; number <= SDK_CLIENTS; number++) {
      this.listeners.push(await this.listen(this.user(50 + number)));
    }
  }

  async listen(user: number): Promise<Listener> {
    const sockets = new DroppableSockets();
    const client = await Hubbub.connect({
      url: this.crowd.url,
      token: () => this.crowd.mint.token(user),
      reconnect: { baseMs: 1, capMs: 20 },
      subprotocol: SUBPROTOCOLS[user % 2]!,
      WebSocket: sockets.WebSocket,
    });
    const heard: Listener["heard"] = new Map();
    for (const id of this.channels) {
      const channel: Channel = await client.join(id);
      const each = { from: channel.position.seq, seqs: [] as number[], texts: new Map<number, string>() };
      heard.set(id, each);
      channel.on("event", (event) => {
        each.seqs.push(event.seq);
        if (event.kind === "message") each.texts.set(event.seq, event.text);
      });
    }
    return { client, sockets, heard };
  }

  newMessage(user: number, bytes: number): Message {
    const clientId = crypto.randomUUID();
    const text = clientId.padEnd(bytes, ".");
    const message = { user, channel: this.random.pick(this.channels), clientId, text };
    this.messages.push(message);
    return message;
  }

  /** Sends, and notes what comes of it. */
  post(client: RawClient, message: Message): Promise<void> {
    const { channel, clientId, text, user } = message;
    const answered = client.ask(send(channel, text, clientId)).then((answer) => {
      if (answer === undefined) this.lost.push(message);
      else this.note(`${user} ${clientId}`, valueOf(answer, "sent").seq);
    });
    this.pending.add(answered);
    void answered.finally(() => this.pending.delete(answered));
    return answered;
  }

  note(key: string, seq: number): void {
    const seqs = this.answers.get(key) ?? new Set();
    this.answers.set(key, seqs.add(seq));
  }

  async step(): Promise<void> {
    const { random } = this;
    const follower = random.pick(this.followers);
    const listener = random.pick(this.listeners);
    switch (
      random.pick(["burst", "burst", "retry", "drop", "pause", "resume", "sdk send", "sdk drop", "turn"])
    ) {
      case "burst":
        for (let i = random.int(1, 20); i > 0; i--) {
          void this.post(follower.client!, this.newMessage(follower.userId, random.int(1, 2000)));
        }
        break;
      case "retry":
        return this.retry();
      case "drop":
        follower.client!.drop();
        return this.connect(follower);
      case "pause":
        follower.pause();
        break;
      case "resume":
        follower.resume();
        break;
      case "sdk send":
        this.sendBySdk(listener);
        break;
      case "sdk drop":
        listener.sockets.drop();
        break;
      case "turn":
        await new Promise(setImmediate);
    }
  }

  /** Sends an earlier message again, on a connection of its own, while the first may be on its way still. */
  async retry(): Promise<void> {
    if (this.messages.length === 0) return;
    const message = this.random.pick(this.messages);
    const client = await this.open(message.user);
    void this.post(client, message);
    if (this.random.chance(0.5)) void this.post(client, message);
  }

  sendBySdk({ client, heard }: Listener): void {
    const id = this.random.pick([...heard.keys()]);
    const clientId = crypto.randomUUID();
    const sent = client.joined.find((channel) => channel.id === id)!.send(clientId, { clientId });
    this.messages.push({ user: client.me!.id, channel: id, clientId, text: clientId });
    const answered = sent.then(({ seq }) => this.note(`${client.me!.id} ${clientId}`, seq));
    this.pending.add(answered);
    void answered.finally(() => this.pending.delete(answered));
  }

  /** More than a reader that stands still can be given. */
  async storm(): Promise<void> {
    const [slow, sender] = [this.random.pick(this.followers), this.random.pick(this.followers)];
    // The kernel takes less for a socket that is new.
    await this.connect(slow);
    slow.pause();
    this.random.pick(this.listeners).sockets.pause();
    const client = await this.open(sender.userId);
    const answered = new Set<Promise<unknown>>();
    for (let i = 0; i < STORM; i++) answered.add(this.post(client, this.newMessage(sender.userId, 15_000)));
    await Promise.all(answered);
  }

  /** Everybody reads and is connected; what was not answered is sent again until it is. */
  async settle(): Promise<void> {
    for (const { sockets } of this.listeners) sockets.resume();
    for (const follower of this.followers) {
      follower.resume();
      if (follower.client!.socket.readyState !== WebSocket.OPEN) await this.connect(follower);
    }
    await Promise.all(this.pending);
    while (this.lost.length > 0) {
      const again = this.lost.splice(0);
      for (const message of again) void this.post(await this.open(message.user), message);
      await Promise.all(this.pending);
    }
  }

  async check(): Promise<void> {
    const reader = await this.open(this.user(99));
    const places = new Map<string, number>();
    for (const channel of this.channels) {
      const log = await readLog(reader, channel);
      const heads = new Map([[channel, log.length]]);
      for (const { user, seq, body } of log) {
        if (body.case === "message")
          places.set(`${user} ${body.value.text.slice(0, 36)} ${places.size}`, seq);
      }
      for (const follower of this.followers) {
        await follower.caughtUp(heads);
        expect(follower.faults).toEqual([]);
        expect(follower.views.get(channel)).toEqual(viewOf(log));
      }
      for (const { heard } of this.listeners) {
        const { from, seqs, texts } = heard.get(channel)!;
        while (from + seqs.length < log.length) await new Promise(setImmediate);
        expect(seqs).toEqual(log.slice(from).map(({ seq }) => seq));
        for (const { seq, body } of log.slice(from)) {
          if (body.case === "message") expect(texts.get(seq)).toBe(body.value.text);
        }
      }
    }
    // Each message is in the log once, at the place that every answer about it gave.
    const logged = [...places].map(([key, seq]) => [key.split(" ").slice(0, 2).join(" "), seq] as const);
    expect(logged.length).toBe(
      new Set(this.messages.map(({ user, clientId }) => `${user} ${clientId}`)).size,
    );
    for (const [key, seq] of logged) expect([key, ...this.answers.get(key)!]).toEqual([key, seq]);
    reader.close();
  }

  get gaps(): number {
    return this.followers.reduce((sum, { gaps }) => sum + gaps, 0);
  }

  close(): void {
    for (const { client } of this.followers) client!.close();
    for (const { client } of this.listeners) client.close();
  }
}

let crowd: Crowd;
let gaps = 0;
beforeAll(async () => {
  crowd = await startCrowd();
});
afterAll(() => crowd.close());

for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
  test(`[P4.20] after disconnects, retries and standstills everybody's view is the log (HUBBUB_TEST_SEED=${seed})`, async () => {
    const run = new Run(crowd, seed);
    await run.begin();
    const stormAt = run.random.int(10, STEPS);
    for (let step = 0; step < STEPS; step++) {
      if (step === stormAt) await run.storm();
      await run.step();
    }
    await run.settle();
    await run.check();
    gaps += run.gaps;
    run.close();
  }, 60_000);
}

test("[P5.20] in those runs, readers that stood still were told gaps, and closed them", () => {
  expect(gaps).toBeGreaterThan(0);
});
