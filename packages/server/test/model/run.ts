import { ChannelKind, codecFor, type Command, type Reply, Role, type Scope, SCOPES } from "@hubbub/protocol";

import { after, afterAll, copy, type Done } from "./candidates.ts";
import { checkClients, checkServer } from "./check.ts";
import { difference } from "./compare.ts";
import { type Body, Devices, type StateDevice, withinTime } from "./devices.ts";
import { makeCommand, RANKED } from "./draw/commands.ts";
import { Picks, rules } from "./draw/picks.ts";
import type { Round, Step } from "./draw/steps.ts";
import type { Host } from "./hosts.ts";
import { perform } from "./rules/index.ts";
import { newAccount, newWorld, seqOf, type Who, type World } from "./world.ts";

const person = { admin: false, guest: false, bot: false, scopes: [] as Scope[] };
const ROBOT: Scope[] = SCOPES.filter((scope) => scope !== "users:read");

/** An administrator, two people, a guest and a bot. */
const USERS: readonly Who[] = [
  { ...person, id: 1, name: "ann", admin: true },
  { ...person, id: 2, name: "bob" },
  { ...person, id: 3, name: "cyd" },
  { ...person, id: 4, name: "gus", guest: true },
  { ...person, id: 5, name: "rob", bot: true, scopes: ROBOT },
];

const ALL = USERS.map(({ id }) => id);

/** What is there before anything is drawn. */
const BEGINNING: readonly [user: number, body: Body][] = [
  [2, { case: "createChannel", value: { name: "alpha", members: ALL } }],
  [2, { case: "setRole", value: { channel: 1, user: 3, role: Role.MODERATOR } }],
  [3, { case: "createChannel", value: { name: "beta", kind: ChannelKind.PRIVATE, members: [2, 4] } }],
  [4, { case: "send", value: { channel: 1, clientId: "one", text: "first" } }],
  [2, { case: "send", value: { channel: 1, clientId: "two", text: "reply", thread: 8 } }],
  [2, { case: "send", value: { channel: 2, clientId: "three", text: "@gus @here" } }],
];

const codec = codecFor("hubbub.v1.protobuf");

/** A command with its defaults, as the server gets it. */
function complete(body: Body): Command["body"] {
  const frame = codec.decodeClient(codec.encodeClient({ commands: [{ id: 1, body }] }));
  return frame.commands[0]!.body;
}

/** The model and the server, side by side. */
export class Run implements AsyncDisposable {
  /** What the chat may be by now: one world, unless replies leave it open. */
  worlds: World[] = [newWorld()];
  /** What was done, for people. */
  readonly trace: string[] = [];
  readonly devices = new Map<number, Devices>();
  /** How often each command was answered how. */
  readonly outcomes = new Map<string, number>();

  private constructor(readonly host: Host) {}

  static async start(host: Host): Promise<Run> {
    const run = new Run(host);
    for (const who of USERS) {
      const devices = new Devices(host, who);
      run.devices.set(who.id, devices);
      await devices.raw[0]!.open();
      run.worlds[0]!.users.set(who.id, newAccount(who));
      await withinTime(devices.state.state.ready, () => `${who.name}'s client doesn't get ready`);
    }
    for (const [user, body] of BEGINNING) await run.alone(user, body);
    return run;
  }

  get world(): World {
    return this.worlds[0]!;
  }

  async round(round: Round): Promise<void> {
    try {
      await this.#round(round);
    } catch (error) {
      throw this.#wrong(String(error));
    }
  }

  async #round(round: Round): Promise<void> {
    if (round.kind === "alone") {
      await this.#alone(this.#userOf(round.step), this.#make(round.step), round.step.device);
    }
    if (round.kind === "together") await this.#together(round.steps);
    if (round.kind === "fault") await this.#fault(round);
  }

  /** One command, while nothing else happens. */
  async alone(user: number, body: Body): Promise<Reply["body"] | undefined> {
    try {
      return await this.#alone(user, body);
    } catch (error) {
      throw this.#wrong(String(error));
    }
  }

  #make(step: Step): Body {
    const by = this.world.users.get(this.#userOf(step))!;
    return makeCommand(step.command, new Picks(this.world, by, step.numbers));
  }

  /** What takes a rank is most often done by somebody who has one. */
  #userOf({ command, user, numbers }: Step): number {
    const rulers = [...this.world.users.values()].filter((account) =>
      [...this.world.channels.values()].some((room) => rules(room, account)),
    );
    if (!RANKED.has(command) || rulers.length === 0 || numbers.at(-1)! % 5 === 0) return userOf({ user });
    return rulers[user % rulers.length]!.id;
  }

  async #alone(user: number, body: Body, device = 0): Promise<Reply["body"] | undefined> {
    const full = complete(body);
    const expected = perform(copy(this.world), user, full, undefined);
    const { raw, state } = this.devices.get(user)!;
    // The SDK would wait and try again; and it subscribes itself.
    const waits =
      expected?.case === "error" && ["rate_limited", "unavailable"].includes(expected.value.name!);
    const isRaw = device % 3 !== 2 || waits || /^(un)?subscribe/.test(body?.case ?? "");
    const by = isRaw ? raw[device % 2]!.subprotocol : "state";
    this.trace.push(`${user} by ${by}: ${JSON.stringify(body)}`);
    const answered =
      by === "state" ? await state.ask(body, expected?.case) : await raw[device % 2]!.ask(body);
    const done = { user, body: full, answered };
    const worlds = this.worlds.flatMap((world) => after(world, done));
    if (worlds.length === 0) throw new Error(difference(expected, answered));
    this.worlds = worlds;
    this.#count(done);
    return answered;
  }

  /** Commands of several users at the same time, those of each in their order. */
  async #together(steps: readonly Step[]): Promise<void> {
    const lanes = Map.groupBy(steps, (step) => this.#userOf(step));
    const asked = [...lanes].map(([user, own]) => {
      const { raw } = this.devices.get(user)!;
      const device = raw[own[0]!.device % 2]!;
      return { user, device, bodies: own.map((step) => this.#make(step)).filter(isStrict) };
    });
    for (const { user, device, bodies } of asked) {
      this.trace.push(`${user} by ${device.subprotocol}, at once: ${JSON.stringify(bodies)}`);
      await device.open();
    }
    const done = await Promise.all(
      asked.map(({ user, device, bodies }) =>
        Promise.all(
          bodies.map(async (body): Promise<Done> => {
            return { user, body: complete(body), answered: await device.ask(body) };
          }),
        ),
      ),
    );
    const worlds = afterAll(this.worlds, done);
    if (worlds.length === 0) {
      const said = done.flat().map(({ user, body, answered }) => `${user}: ${body.case} → ${show(answered)}`);
      throw new Error(`no order of these gives such replies\n  ${said.join("\n  ")}`);
    }
    this.worlds = worlds;
    for (const each of done.flat()) this.#count(each);
  }

  #count({ body, answered }: Done): void {
    const outcome = answered?.case === "error" ? answered.value.name : (answered?.case ?? "lost");
    const name = `${body.case} ${outcome}`;
    this.outcomes.set(name, (this.outcomes.get(name) ?? 0) + 1);
  }

  async #fault({ fault, user, device, numbers }: Extract<Round, { kind: "fault" }>): Promise<void> {
    const id = userOf({ user });
    const devices = this.devices.get(id)!;
    this.trace.push(`${id}: ${fault} ${device % 3}`);
    if (fault === "cut") devices.cut(device);
    else if (fault === "gap") devices.state.sockets.drop();
    else if (fault === "hold") devices.state.sockets.hold();
    else if (fault === "look") this.#look(id, numbers);
    else {
      await withinTime(this.host.restart(), () => "the server doesn't start again");
      for (const world of this.worlds) world.slowed.clear();
    }
  }

  /** The user opens a view, or moves in one. */
  #look(user: number, numbers: readonly number[]): void {
    const { state, looking } = this.devices.get(user)!.state;
    const picks = new Picks(this.world, this.world.users.get(user)!, numbers);
    const known = looking.filter(({ view }) => view.current.error === undefined);
    if (known.length > 0 && picks.once(3)) {
      const { view } = picks.of(known);
      const move = picks.of(["loadBefore", "loadAfter", "toNewest"] as const);
      void view[move]();
      return;
    }
    const room = picks.room(({ id, members }) => members.has(user) && state.channels.current.has(id));
    if (!room?.members.has(user) || !state.channels.current.has(room.id)) return;
    const root = picks.once(3) ? picks.root(room) : 0;
    const thread = room.messages.has(root) ? root : 0;
    const around = picks.once(3) ? 1 + picks.below(seqOf(room)) : 0;
    const view = state.view(room.id, { thread, around, pageSize: 2 + picks.below(6), most: 20 });
    looking.push({ view, since: seqOf(room) });
  }

  /** Whether everything that is to be seen, by clients that were there and by new ones, is what the model has. */
  async check(): Promise<void> {
    for (const { state } of this.devices.values()) state.sockets.release();
    const faults: string[] = [];
    for (const world of this.worlds) {
      const found = [
        ...(await checkServer(this.host, world)),
        ...(await checkClients(world, this.#clients())),
      ];
      if (found.length === 0) return;
      faults.push(...found);
    }
    throw this.#wrong(faults.join("\n"));
  }

  /** Waits until every client shows what the model has. */
  async settle(): Promise<void> {
    const faults = await checkClients(this.world, this.#clients());
    if (faults.length > 0) throw this.#wrong(faults.join("\n"));
  }

  #clients(): StateDevice[] {
    return [...this.devices.values()].map(({ state }) => state);
  }

  #wrong(message: string): Error {
    return new Error(`${message}\nafter\n  ${this.trace.join("\n  ")}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const devices of this.devices.values()) devices.close();
    await this.host[Symbol.asyncDispose]();
  }
}

/** Who may write, and how often, is seen when a command begins: others that are under way need not heed it. */
const isStrict = (body: Body): boolean =>
  body?.case !== "updateChannel" || !["postRole", "slowModeS"].includes(body.value.change?.case ?? "");

const show = (answered: Reply["body"] | undefined): string =>
  answered?.case === "error" ? answered.value.name : JSON.stringify(answered?.value);

const userOf = ({ user }: { user: number }): number => USERS[user % USERS.length]!.id;
