import { afterAll, beforeAll, expect, type Mock, setDefaultTimeout, spyOn, test } from "bun:test";

import type { ErrorName } from "@hubbub/protocol";

import type { Body } from "./devices.ts";
import { startLocalHost } from "./hosts.ts";
import { Run } from "./run.ts";

// What random sequences have found, each shortened to what it takes. The beginning is that of every run: channel 1 is
// alpha of bob (2), with all; channel 2 is beta of cyd (3), with bob and gus (4), who is a guest.

setDefaultTimeout(30_000);

let chance: Mock<() => number>;
beforeAll(() => {
  chance = spyOn(Math, "random").mockReturnValue(0.01);
});
afterAll(() => chance.mockRestore());

/** Does one after the other, each when all clients have come to rest, and compares everything with the model in the end. */
async function follow(...steps: [user: number, body: Body, refused?: ErrorName][]): Promise<void> {
  await using run = await Run.start(await startLocalHost());
  for (const [user, body, refused] of steps) {
    const answered = await run.alone(user, body);
    expect(answered?.case === "error" ? answered.value.name : undefined).toBe(refused!);
    await run.settle();
  }
  await run.check();
}

test("[P8.3] threads of a channel that a user is in no more don't count as unread in their client, were it their last channel", () =>
  follow(
    [4, { case: "send", value: { channel: 2, clientId: "root", text: "root" } }],
    [2, { case: "send", value: { channel: 2, clientId: "reply", text: "reply", thread: 6 } }],
    [2, { case: "removeMember", value: { channel: 1, user: 4 } }],
    [4, { case: "leaveChannel", value: { channel: 2 } }],
  ));

const sends = (clientId: string, thread = 0): Body => {
  return { case: "send", value: { channel: 1, clientId, text: "slowly", thread } };
};

test("[P8.4] in slow mode a message that was sent is answered so however soon it comes again, and what is refused takes no turn", () =>
  follow(
    [2, { case: "updateChannel", value: { channel: 1, change: { case: "slowModeS", value: 3600 } } }],
    [4, sends("slow-one")],
    [4, sends("slow-one")],
    [4, sends("slow-two"), "rate_limited"],
    [5, sends("slow-three", 1), "not_found"],
    [5, sends("slow-three")],
    [5, sends("slow-four"), "rate_limited"],
  ));
