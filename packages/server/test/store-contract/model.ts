import { describe, expect, test } from "bun:test";

import fc from "fast-check";

import type { Appended, AppendResult, NewEntry, Store } from "../../src/store/store.ts";
import type { MakeTestData } from "../store-contract.ts";
import { addChannel, addUsers, bytes, log } from "./samples.ts";

const USERS = 3;
const CHANNELS = 3;

/** One call; `channel` counts from 0, and CHANNELS is one that does not exist. */
type Call =
  | { kind: "append"; batch: { channel: number; user: number; clientId: number }[] }
  | { kind: "join" | "leave"; channel: number; user: number };
/** Calls made at once, or the store closed and opened again. */
type Round = { kind: "calls"; calls: Call[] } | { kind: "reopen" };

const user = fc.integer({ min: 1, max: USERS });
const channel = fc.integer({ min: 0, max: CHANNELS });
// So few client ids that many are repeated.
const send = fc.record({ channel, user, clientId: fc.integer({ min: 0, max: 40 }) });
const call: fc.Arbitrary<Call> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("append"), batch: fc.array(send, { maxLength: 20 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("join", "leave"), channel, user }) },
);
const round: fc.Arbitrary<Round> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({ kind: fc.constant("calls"), calls: fc.array(call, { maxLength: 6 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reopen") }) },
);

/** The rules in their simplest form. */
class Model {
  readonly logs = new Map<number, string[]>();
  readonly members = new Map<number, Set<number>>();
  readonly #sends = new Map<string, { channel: number; seq: number; at: number }>();

  addChannel(id: number): void {
    this.logs.set(id, ["created", "joined"]);
    this.members.set(id, new Set([1]));
  }

  append({ channel, user, clientId, at, entry }: NewEntry): AppendResult {
    if (!this.logs.has(channel)) return { outcome: "no-channel" };
    const key = `${user} ${clientId}`;
    const send = this.#sends.get(key);
    if (send !== undefined && send.channel !== channel) return { outcome: "reused" };
    if (send !== undefined) return { outcome: "repeated", seq: send.seq, at: send.at };
    const seq = this.add(channel, new TextDecoder().decode(entry));
    this.#sends.set(key, { channel, seq, at });
    return { outcome: "appended", seq };
  }

  join(channel: number, user: number, entry: string): Appended | undefined {
    const members = this.members.get(channel);
    if (members === undefined || members.has(user)) return undefined;
    members.add(user);
    return { seq: this.add(channel, entry) };
  }

  leave(channel: number, user: number, entry: string): Appended | undefined {
    if (!this.members.get(channel)?.delete(user)) return undefined;
    return { seq: this.add(channel, entry) };
  }

  private add(channel: number, entry: string): number {
    return this.logs.get(channel)?.push(entry) ?? 0;
  }
}

export function modelContract(make: MakeTestData): void {
  describe("any calls", () => {
    test("[P2.3] [P3.5] the results of any calls, also at once and across restarts, are those of a simple model", async () => {
      await using data = await make();
      let store = await data.open();
      await addUsers(store, USERS);
      let run = 0;
      let at = 0;
      const runRounds = async (rounds: Round[]) => {
        run++;
        const model = new Model();
        const ids: number[] = [];
        for (let i = 0; i < CHANNELS; i++) {
          const id = await addChannel(store, `${run}-${i}`);
          ids.push(id);
          model.addChannel(id);
        }
        ids.push(2 ** 40);
        const perform = (store: Store, call: Call): { expected: unknown; result: Promise<unknown> } => {
          if (call.kind !== "append") {
            const text = `${call.kind} ${at++}`;
            const id = ids[call.channel] ?? 0;
            const expected = model[call.kind](id, call.user, text);
            return { expected, result: store[call.kind](id, call.user, bytes(text)) };
          }
          const batch = call.batch.map(({ channel, user, clientId }) => {
            at++;
            // Some are UUIDs and some are not.
            const id = clientId % 2 ? `${run}:${clientId}` : uuid(run, clientId);
            return {
              channel: ids[channel] ?? 0,
              user,
              clientId: id,
              at,
              entry: bytes(`${user} ${id} ${at}`),
            };
          });
          return { expected: batch.map((entry) => model.append(entry)), result: store.append(batch) };
        };
        for (const round of rounds) {
          if (round.kind === "reopen") {
            await store.close();
            store = await data.open();
            continue;
          }
          const performed = round.calls.map((call) => perform(store, call));
          const results = await Promise.all(performed.map(({ result }) => result));
          expect(results).toEqual(performed.map(({ expected }) => expected));
        }
        for (const id of ids.slice(0, CHANNELS)) {
          expect(await log(store, id)).toEqual(model.logs.get(id) ?? []);
          const members = (await store.members(id, 0, 100)).map((member) => member.id);
          expect(members).toEqual([...(model.members.get(id) ?? [])].toSorted((a, b) => a - b));
        }
      };
      try {
        const rounds = fc.array(round, { minLength: 1, maxLength: 12 });
        await fc.assert(fc.asyncProperty(rounds, runRounds), { numRuns: 60 });
      } finally {
        await store.close();
      }
    }, 60_000);
  });
}

function uuid(run: number, n: number): string {
  return `${run.toString(16).padStart(8, "0")}-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
}
