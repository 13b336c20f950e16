import { describe, expect, test } from "bun:test";

import { Role } from "@hubbub/protocol";
import fc from "fast-check";

import { Refusal } from "../../src/errors.ts";
import type { AppendResult, MembershipRow, NewEntry, Outcome, Store } from "../../src/store/store.ts";
import type { MakeTestData } from "../store-contract.ts";
import { addChannel, addUsers, bytes, joining, leaving, log, text, toldEvent } from "./samples.ts";

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
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("join", "leave"), channel, user }) },
);
const round: fc.Arbitrary<Round> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({ kind: fc.constant("calls"), calls: fc.array(call, { maxLength: 6 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reopen") }) },
);

/** What a verb has done, in short. */
interface Done {
  /** Seq and text of what was added to the log. */
  events: [seq: number, text: string][];
  /** Whose feed has a new version, and what it tells. */
  told: [user: number, version: number, what: string][];
}

/** The rules in their simplest form. */
class Model {
  readonly logs = new Map<number, string[]>();
  /** By channel, then user. */
  readonly members = new Map<number, Map<number, { role: number; read: number }>>();
  readonly archived = new Set<number>();
  /** Who is kept from sending, as "channel:user", for everybody with user 0. */
  readonly #barred = new Set<string>();
  /** The same from before the store was opened again, which may have forgotten it. */
  readonly #barredBefore = new Set<string>();
  /** The newest change of each user's things: channel to version, by user. */
  readonly feeds = new Map<number, Map<number, number>>();
  readonly #sends = new Map<string, { channel: number; seq: number; at: number }>();
  /** Of each user's feed, over all runs. */
  readonly #versions: Map<number, number>;

  constructor(versions: Map<number, number>) {
    this.#versions = versions;
  }

  addChannel(id: number): void {
    this.logs.set(id, ["created", "joined"]);
    this.members.set(id, new Map([[1, { role: Role.OWNER, read: 2 }]]));
    this.#changed(id, 1);
  }

  append({ channel, user, clientId, at, entry }: NewEntry): AppendResult {
    if (!this.logs.has(channel)) return { outcome: "no-channel" };
    if (has(this.#barred, channel, user)) return { outcome: "barred" };
    const key = `${user} ${clientId}`;
    const send = this.#sends.get(key);
    if (send !== undefined && send.channel !== channel) return { outcome: "reused" };
    if (send !== undefined) return { outcome: "repeated", seq: send.seq, at: send.at };
    const seq = this.#add(channel, text(entry));
    this.#sends.set(key, { channel, seq, at });
    return { outcome: "appended", seq };
  }

  /** Whether nothing is known of what the store does with this user's messages. */
  isUnsure(channel: number, user: number): boolean {
    return has(this.#barredBefore, channel, user);
  }

  reopened(): void {
    for (const key of this.#barred) this.#barredBefore.add(key);
    this.#barred.clear();
  }

  join(channel: number, user: number): Done | string {
    const members = this.members.get(channel);
    if (members === undefined) return "not_found";
    if (members.has(user)) return { events: [], told: [] };
    if (this.archived.has(channel)) return "archived";
    const seq = this.#add(channel, "joined");
    this.#barred.delete(`${channel}:${user}`);
    this.#barredBefore.delete(`${channel}:${user}`);
    members.set(user, { role: Role.MEMBER, read: seq });
    return { events: [[seq, "joined"]], told: [[user, this.#changed(channel, user), "channel"]] };
  }

  leave(channel: number, user: number): Done | string {
    const members = this.members.get(channel);
    const role = members?.get(user)?.role;
    if (!members || role === undefined) return { events: [], told: [] };
    if (role === Role.OWNER && members.size > 1) return "forbidden";
    members.delete(user);
    this.#barred.add(`${channel}:${user}`);
    const events: Done["events"] = [[this.#add(channel, "left"), "left"]];
    if (members.size === 0) {
      this.archived.add(channel);
      this.#barred.add(`${channel}:0`);
      events.push([this.#add(channel, "changed"), "changed"]);
    }
    return { events, told: [[user, this.#changed(channel, user), "channelGone"]] };
  }

  version(user: number): number {
    return this.#versions.get(user) ?? 0;
  }

  /** By channel. */
  memberships(user: number): Pick<MembershipRow, "channel" | "role" | "read">[] {
    const all = [...this.members].flatMap(([channel, members]) => {
      const mine = members.get(user);
      return mine ? [{ channel, ...mine }] : [];
    });
    return all.toSorted((a, b) => a.channel - b.channel);
  }

  /** What of a user's own has changed, by version. */
  feed(user: number): [version: number, what: string, channel: number][] {
    const items = [...(this.feeds.get(user) ?? [])].map(([channel, version]) => {
      const what = this.members.get(channel)?.has(user) ? "channel" : "channelGone";
      return [version, what, channel] as [number, string, number];
    });
    return items.toSorted(([a], [b]) => a - b);
  }

  #changed(channel: number, user: number): number {
    const version = this.version(user) + 1;
    this.#versions.set(user, version);
    const feed = this.feeds.get(user) ?? new Map<number, number>();
    this.feeds.set(user, feed.set(channel, version));
    return version;
  }

  #add(channel: number, entry: string): number {
    return this.logs.get(channel)?.push(entry) ?? 0;
  }
}

function has(barred: Set<string>, channel: number, user: number): boolean {
  return barred.has(`${channel}:${user}`) || barred.has(`${channel}:0`);
}

/** What a verb has done, or the name of its refusal. */
async function inShort(writing: Promise<Outcome<unknown>>): Promise<Done | string> {
  try {
    const { events, told } = await writing;
    return {
      events: events.map(({ seq, entry }) => [seq, text(entry)]),
      told: told.map((change) => [change.user, change.version, toldEvent(change).body.case ?? ""]),
    };
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

/** Compares what the store says of each channel and user with the model. */
async function compare(store: Store, model: Model): Promise<void> {
  for (const [id, entries] of model.logs) {
    expect(await log(store, id)).toEqual(entries);
    const { users, roles } = await store.read("members", { channel: id, after: 0, limit: 100 });
    const members = [...(model.members.get(id) ?? [])].map(([user, { role }]) => [user, role]);
    expect(users.map((member, i) => [member.id, roles[i] ?? 0])).toEqual(
      members.toSorted(([a = 0], [b = 0]) => a - b),
    );
  }
  for (let user = 1; user <= USERS; user++) {
    const { memberships, version } = await store.read("arrival", { user });
    expect(version).toBe(model.version(user));
    const now = memberships.filter(({ channel }) => model.logs.has(channel));
    expect(now.map(({ channel, role, read }) => ({ channel, role, read }))).toEqual(model.memberships(user));
    // What is older belongs to earlier runs.
    const after = (model.feed(user)[0]?.[0] ?? version + 1) - 1;
    const sync = await store.read("syncUser", { user, after, limit: 1000 });
    const items = sync.events?.map(({ version = 0, body }) => {
      const value = body?.value as { id?: number; channel?: number } | undefined;
      return [version, body?.case ?? "", value?.id ?? value?.channel ?? 0];
    });
    expect(items).toEqual(model.feed(user));
  }
}

export function modelContract(make: MakeTestData): void {
  describe("any calls", () => {
    test("[P2.3] [P3.5] the results of any calls, also at once and across restarts, are those of a simple model", async () => {
      await using data = await make();
      let store = await data.open();
      await addUsers(store, USERS);
      const versions = new Map<number, number>();
      let run = 0;
      let at = 0;
      const runRounds = async (rounds: Round[]) => {
        run++;
        const model = new Model(versions);
        const ids: number[] = [];
        for (let i = 0; i < CHANNELS; i++) {
          const id = await addChannel(store, `${run}-${i}`);
          ids.push(id);
          model.addChannel(id);
        }
        ids.push(2 ** 40);
        const perform = (store: Store, call: Call): { expected: unknown; result: Promise<unknown> } => {
          if (call.kind === "append") {
            const sends = call.batch.filter((send) => !model.isUnsure(ids[send.channel] ?? 0, send.user));
            const batch = sends.map(({ channel, user, clientId }) => {
              at++;
              // Some are UUIDs and some are not.
              const id = clientId % 2 ? `${run}:${clientId}` : uuid(run, clientId);
              const entry = bytes(`${user} ${id} ${at}`);
              return { channel: ids[channel] ?? 0, user, clientId: id, at, entry };
            });
            return { expected: batch.map((entry) => model.append(entry)), result: store.append(batch) };
          }
          const id = ids[call.channel] ?? 0;
          const expected = model[call.kind](id, call.user);
          const writing =
            call.kind === "join"
              ? store.write("joinChannel", joining(id, call.user))
              : store.write("leaveChannel", leaving(id, call.user));
          return { expected, result: inShort(writing) };
        };
        for (const round of rounds) {
          if (round.kind === "reopen") {
            await store.close();
            store = await data.open();
            model.reopened();
            continue;
          }
          const performed = round.calls.map((call) => perform(store, call));
          const results = await Promise.all(performed.map(({ result }) => result));
          expect(results).toEqual(performed.map(({ expected }) => expected));
        }
        await compare(store, model);
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
