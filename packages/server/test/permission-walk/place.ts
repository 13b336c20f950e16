import type { Crowd } from "@hubbub/devkit";
import { ChannelKind, Role, type Scope, SCOPES, WordAction } from "@hubbub/protocol";

import { send, valueOf } from "../clients.ts";
import { channelWith, connectPerson, type Person, promote } from "../people.ts";

export type Kind = "public" | "private" | "archived" | "direct";
export const KINDS: readonly Kind[] = ["public", "private", "archived", "direct"];

/** Somebody who tries every command. */
export interface Persona {
  name: string;
  /** In the channels; unspecified: no member. */
  role: Role;
  admin: boolean;
  /** Of a bot. */
  scope: Scope | undefined;
}

const person = (name: string, role: Role, admin = false): Persona => ({
  name,
  role,
  admin,
  scope: undefined,
});

export const PERSONAS: readonly Persona[] = [
  person("nobody", Role.UNSPECIFIED),
  person("a guest", Role.GUEST),
  person("a member", Role.MEMBER),
  person("a moderator", Role.MODERATOR),
  person("an owner", Role.OWNER),
  person("an administrator", Role.MEMBER, true),
  person("an administrator outside", Role.UNSPECIFIED, true),
  ...SCOPES.map((scope) => ({ name: `a bot with ${scope}`, role: Role.MEMBER, admin: false, scope })),
];

/** A channel with all that commands are about. Its keeper is an owner, so that every other may leave. */
export class Place {
  channel = 0;
  /** A message of the keeper, an invitation, a word rule and a report that is closed. */
  message = 0;
  code = "";
  rule = 0;
  report = 0;

  constructor(
    readonly kind: Kind,
    readonly name: string,
    readonly keeper: Person,
    /** A guest in it, and somebody who was never in it. */
    readonly victim: Person,
    readonly stranger: Person,
  ) {}

  get archived(): boolean {
    return this.kind === "archived";
  }

  async write(): Promise<void> {
    this.message = valueOf(await this.keeper.ask(send(this.channel, "said")), "sent").seq;
  }

  async invite(): Promise<void> {
    const value = { channel: this.channel };
    this.code = valueOf(await this.keeper.ask({ case: "createInvite", value }), "invite").code;
  }

  async addRule(): Promise<void> {
    const value = { channel: this.channel, pattern: "never said", action: WordAction.MASK };
    this.rule = valueOf(await this.keeper.ask({ case: "addWordRule", value }), "wordRule").id;
  }

  async reportAndResolve(boss: Person): Promise<void> {
    const { channel, message: seq } = this;
    await this.keeper.ask({ case: "reportMessage", value: { channel, seq, reason: "x" } });
    const { reports } = valueOf(await boss.ask({ case: "listReports", value: {} }), "reports");
    this.report = reports[0]!.id;
    valueOf(await boss.ask({ case: "resolveReport", value: { id: this.report } }), "done");
  }
}

/** All who try, connected, and the places where they do. */
export interface World {
  people: { persona: Persona; client: Person }[];
  /** Where a persona tries a kind of channel; undefined for bots in some, which takes time and shows nothing new. */
  placeOf(persona: Persona, kind: Kind): Place | undefined;
}

export async function makeWorld(crowd: Crowd): Promise<World> {
  const keeper = await connectPerson(crowd, 1);
  const [victim, stranger] = [await connectPerson(crowd, 2), await connectPerson(crowd, 3)];
  const boss = await connectPerson(crowd, 4, { admin: true });
  const people = [];
  for (const [i, persona] of PERSONAS.entries()) {
    const { admin, scope } = persona;
    const options = { admin, bot: scope !== undefined, scopes: scope ? [scope] : [] };
    people.push({ persona, client: await connectPerson(crowd, 10 + i, options) });
  }
  const members = people.filter(({ persona }) => persona.role !== Role.UNSPECIFIED);
  const places = new Map<string, Place>();
  for (const kind of ["public", "private", "archived"] as const) {
    const place = new Place(kind, `a ${kind} one`, keeper, victim, stranger);
    const all = [victim, ...members.map(({ client }) => client)];
    const more = { kind: kind === "private" ? ChannelKind.PRIVATE : ChannelKind.PUBLIC };
    place.channel = await channelWith(keeper, place.name, all, more);
    await promote(keeper, place.channel, victim, Role.GUEST);
    for (const { client, persona } of members) {
      if (persona.role !== Role.MEMBER) await promote(keeper, place.channel, client, persona.role);
    }
    await furnish(place, boss);
    places.set(kind, place);
  }
  for (const { client, persona } of members) {
    if (persona.scope) continue;
    const place = new Place("direct", "", keeper, client, stranger);
    const value = { users: [client.id] };
    place.channel = valueOf(await keeper.ask({ case: "openDirect", value }), "channel").id;
    await place.write();
    await place.reportAndResolve(boss);
    places.set(`direct ${persona.name}`, place);
  }
  return {
    people,
    placeOf({ name, role, scope }, kind) {
      if (kind !== "direct") return scope && kind !== "public" ? undefined : places.get(kind);
      return role === Role.UNSPECIFIED ? places.get("direct a member") : places.get(`direct ${name}`);
    },
  };
}

async function furnish(place: Place, boss: Person): Promise<void> {
  await place.write();
  await place.invite();
  await place.addRule();
  await place.reportAndResolve(boss);
  if (!place.archived) return;
  const change = { case: "archived" as const, value: true };
  await place.keeper.logged({ case: "updateChannel", value: { channel: place.channel, change } });
}
