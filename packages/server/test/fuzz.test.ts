import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";

import {
  openRawClient,
  type RawClient,
  type ServerProcess,
  spawnServer,
  startTokenMint,
  temporaryFolder,
  type TokenMint,
} from "@hubbub/devkit";
import {
  CLOSE_CODES,
  codecFor,
  type Command,
  type Init,
  type Subprotocol,
  SUBPROTOCOLS,
} from "@hubbub/protocol";

import { createChannel, send, valueOf } from "./clients.ts";

/** Frames sent in one round, over so many connections at a time, each replaced when it was closed. */
const FRAMES = 1_000;
const CONNECTIONS = 20;
const seed = Number(process.env.HUBBUB_SEED ?? Date.now() % 2 ** 31);

/** mulberry32: numbers from 0 to 1, the same for the same seed. */
function random(state: number): () => number {
  let a = state;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Makes frames that are nearly right, and some that are nothing. */
class FrameMutator {
  readonly #random: () => number;

  constructor(
    state: number,
    private readonly subprotocol: Subprotocol,
    private readonly channel: number,
  ) {
    this.#random = random(state);
  }

  next(): string | Uint8Array<ArrayBuffer> {
    const good = codecFor(this.subprotocol).encodeClient({
      commands: Array.from({ length: 1 + this.#below(3) }, () => this.#command()),
    });
    if (typeof good === "string") return this.#below(20) === 0 ? this.#noise() : this.#changed(good);
    if (this.#below(5) === 0) return this.#noise();
    return this.#flipped(good as Uint8Array<ArrayBuffer>);
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #command(): Init<Command> {
    const { channel } = this;
    const id = this.#below(100);
    const number = [0, channel, 2 ** 53 - 1, this.#below(1000)][this.#below(4)]!;
    const bodies: Init<Command>["body"][] = [
      { case: undefined },
      { case: "authenticate", value: { token: "x".repeat(this.#below(100)) } },
      {
        case: "send",
        value: { channel: number, clientId: `c${this.#below(1e9)}`, text: "text 🎉".repeat(this.#below(50)) },
      },
      { case: "subscribe", value: { channel: number } },
      { case: "unsubscribe", value: { channel: number } },
      { case: "history", value: { channel, after: this.#below(10), before: 0, limit: this.#below(600) } },
      { case: "createChannel", value: { name: `\0${this.#below(1e9)}` } },
      { case: "listChannels", value: { after: String.fromCodePoint(this.#below(0xd000)), limit: 3 } },
      { case: "joinChannel", value: { channel: number, name: "\u{10ffff}" } },
      { case: "listMembers", value: { channel: number, after: number, limit: 1 } },
      { case: "getUsers", value: { ids: Array.from({ length: this.#below(600) }, () => number) } },
      { case: "startTyping", value: { channel: number } },
      { case: "watchPresence", value: { channel: number, stop: this.#below(2) === 0 } },
    ];
    return { id, body: bodies[this.#below(bodies.length)]! };
  }

  #noise(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#below(300)).map(() => this.#below(256));
  }

  /** Bytes changed, some cut off. */
  #flipped(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const changed = bytes.slice(0, this.#below(4) === 0 ? this.#below(bytes.length + 1) : bytes.length);
    for (let flips = this.#below(4); flips > 0 && changed.length > 0; flips--) {
      changed[this.#below(changed.length)]! ^= 1 << this.#below(8);
    }
    return changed;
  }

  #changed(text: string): string {
    let changed = this.#below(4) === 0 ? text.slice(0, this.#below(text.length + 1)) : text;
    for (let edits = this.#below(3); edits > 0; edits--) {
      const at = this.#below(changed.length + 1);
      const piece = ['"', "{", "}", "[", "]", ",", "null", "-1", "1e400", "\\ud800", "\0", "🎉", "true"][
        this.#below(13)
      ]!;
      changed = changed.slice(0, at) + piece + changed.slice(at + this.#below(3));
    }
    return changed;
  }
}

const rssOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]) * 1024;

describe.if(process.platform === "linux").each([...SUBPROTOCOLS])("%s", (subprotocol) => {
  let folder: ReturnType<typeof temporaryFolder>;
  let mint: TokenMint;
  let server: ServerProcess;
  beforeAll(async () => {
    folder = temporaryFolder();
    mint = await startTokenMint();
    const flags = [
      "--auth-url",
      mint.url,
      "--rate-commands",
      "1000000/1000000",
      "--rate-sends",
      "1000000/1000000",
    ];
    server = await spawnServer({ data: folder.path, flags });
  });
  afterAll(async () => {
    server.kill("SIGTERM");
    await server.ended;
    await mint.close();
    folder[Symbol.dispose]();
  });

  test("[P7.19] thousands of random, truncated and changed frames leave the server serving, and its memory comes back", async () => {
    const token = await mint.token(1);
    const witness = await openRawClient(server.url, await mint.token(2));
    const channel = await createChannel(witness, "witnessed");
    let state = seed;

    const round = async (): Promise<void> => {
      const frames = new FrameMutator(state++, subprotocol, channel);
      let left = FRAMES;
      const sendFrames = async (): Promise<void> => {
        let client: RawClient | undefined;
        while (left-- > 0) {
          client ??= await openRawClient(server.url, token, subprotocol);
          client.raw(frames.next());
          // Answered, or the connection closed, and then only as bad_frame.
          const reply = await client.ask({ case: "getUsers", value: { ids: [1] } });
          if (reply !== undefined) continue;
          expect((await client.closed).code).toBe(CLOSE_CODES.bad_frame.code);
          client = undefined;
        }
        client?.close();
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, sendFrames));
      valueOf(await witness.ask(send(channel, "still here")), "sent");
    };

    try {
      // The first rounds make room for what is kept; what comes after must not add to it.
      await round();
      await round();
      const before = rssOf(server.pid);
      for (let i = 0; i < 4; i++) await round();
      const deadline = Date.now() + 10_000;
      while (rssOf(server.pid) - before > 32 * 2 ** 20 && Date.now() < deadline) await Bun.sleep(200);
      expect((rssOf(server.pid) - before) / 2 ** 20).toBeLessThan(32);
      const metrics = await (await fetch(`${server.url}/metrics`)).text();
      expect(metrics).toContain("\nhubbub_internal_errors_total 0\n");
      expect(Number(/^hubbub_bad_frames_total (\d+)$/m.exec(metrics)?.[1])).toBeGreaterThan(1000);
      witness.close();
    } catch (error) {
      throw new Error(`With HUBBUB_SEED=${seed}: ${error}`, { cause: error });
    }
  }, 60_000);
});
