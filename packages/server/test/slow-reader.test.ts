import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";

import { openRawClient, type RawClient, spawnServer, startTokenMint, temporaryFolder } from "@hubbub/devkit";
import { type Subprotocol, SUBPROTOCOLS } from "@hubbub/protocol";

import { createChannel, send, valueOf } from "./clients.ts";
import { Follower } from "./follower.ts";
import { readLog, viewOf } from "./read-log.ts";

const MESSAGES = 50_000;
const SENDERS = 8;
/** Of each sender. */
const PIPELINED = 250;
/** Together 50 MB, which is more than Linux takes for a socket that isn't read: 32 and 4 MiB at its ends. */
const TEXT = "x".repeat(1000);
/** The same load before, while all read: what load itself takes of memory is no matter of slow readers. */
const WARM_UP = 50_000;
const ALLOWED_KB = 32 * 1024;

/** Resident memory of a process, in KB. */
function residentKb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}

/** Sends so many messages, some under way at a time, and gives the most memory the server had meanwhile. */
async function flood(senders: RawClient[], channel: number, count: number, pid: number): Promise<number> {
  let most = 0;
  let left = count;
  const lane = async (sender: RawClient): Promise<void> => {
    while (left-- > 0) {
      valueOf(await sender.ask(send(channel, TEXT)), "sent");
      if (left % 500 === 0) most = Math.max(most, residentKb(pid));
    }
  };
  await Promise.all(senders.flatMap((sender) => Array.from({ length: PIPELINED }, () => lane(sender))));
  return most;
}

test.if(process.platform === "linux")(
  `[P5.21] while ${MESSAGES} messages pass one who doesn't read, memory stays within 32 MiB, the others get all, and the slow one gets gaps and in the end every message once`,
  async () => {
    using folder = temporaryFolder();
    const mint = await startTokenMint();
    const unlimited = "999999999/999999999";
    const server = await spawnServer({
      data: folder.path,
      flags: ["--auth-url", mint.url, "--rate-commands", unlimited, "--rate-sends", unlimited],
    });
    const sender = await openRawClient(server.url, await mint.token(1));
    const channel = await createChannel(sender, "busy");
    const senders = [sender];
    while (senders.length < SENDERS) senders.push(await openRawClient(server.url, await mint.token(1)));
    const follow = async (user: number, subprotocol: Subprotocol): Promise<Follower> => {
      const follower = new Follower(user, [channel]);
      await follower.connect(server.url, await mint.token(user), subprotocol);
      return follower;
    };
    const slow = await Promise.all([follow(2, SUBPROTOCOLS[0]), follow(3, SUBPROTOCOLS[1])]);
    const others = await Promise.all([follow(4, SUBPROTOCOLS[0]), follow(5, SUBPROTOCOLS[1])]);
    const everybody = [...slow, ...others];
    const head = (messages: number) => new Map([[channel, 2 + messages]]);

    // Buffers, heap and compiled code take their room, while all read.
    const before = await flood(senders, channel, WARM_UP, server.pid);
    await Promise.all(everybody.map((follower) => follower.caughtUp(head(WARM_UP))));

    for (const follower of slow) follower.pause();
    const most = await flood(senders, channel, MESSAGES, server.pid);
    await Promise.all(others.map((follower) => follower.caughtUp(head(WARM_UP + MESSAGES))));
    expect(most - before).toBeLessThan(ALLOWED_KB);
    // On a machine that does other things, too, those who read may fall behind for a moment.
    for (const { gaps } of others) expect(gaps).toBeLessThan(5);
    for (const follower of slow) {
      expect(follower.client!.socket.readyState).toBe(WebSocket.OPEN);
      expect(follower.position(channel)).toBeLessThan(2 + WARM_UP + MESSAGES);
      follower.resume();
    }
    await Promise.all(slow.map((follower) => follower.caughtUp(head(WARM_UP + MESSAGES))));
    for (const follower of slow) expect(follower.gaps).toBeGreaterThan(0);
    expect(residentKb(server.pid) - before).toBeLessThan(ALLOWED_KB);

    const log = viewOf(await readLog(sender, channel));
    for (const follower of everybody) {
      expect(follower.faults).toEqual([]);
      expect(follower.views.get(channel)).toEqual(log);
      follower.client!.close();
    }
    for (const each of senders) each.close();
    server.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    await mint.close();
  },
  120_000,
);
