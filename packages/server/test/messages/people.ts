import { type Crowd, openRawClient, type RawClient } from "@hubbub/devkit";
import type { Command, ErrorName, Event, Init, Reply, Role, Subprotocol, UserEvent } from "@hubbub/protocol";

import { expectError, valueOf } from "../clients.ts";

type Value<C> = Extract<Init<Command>["body"], { case: C }>["value"];
type Body = Reply["body"];
type CommandCase = NonNullable<Init<Command>["body"]>["case"] & string;

/** A user with one connection, and what they do, in few words. */
export class Person {
  constructor(
    readonly id: number,
    readonly client: RawClient,
  ) {}

  static async arrive(
    crowd: Crowd,
    id: number,
    options: { name?: string; admin?: boolean; guest?: boolean } = {},
    subprotocol?: Subprotocol,
  ): Promise<Person> {
    return new Person(id, await openRawClient(crowd.url, await crowd.mint.token(id, options), subprotocol));
  }

  async ask<C extends CommandCase>(name: C, value: Value<C>): Promise<Body> {
    return (await this.client.ask({ case: name, value } as Init<Command>["body"])) as Body;
  }

  /** The reply has to be of this kind. */
  async get<C extends CommandCase, K extends NonNullable<Body["case"]>>(name: C, value: Value<C>, kind: K) {
    return valueOf(await this.ask(name, value), kind);
  }

  /** The reply has to be this error. */
  async refused<C extends CommandCase>(
    name: C,
    value: Value<C>,
    error: ErrorName,
    details: Parameters<typeof expectError>[2] = {},
  ): Promise<void> {
    expectError(await this.ask(name, value), error, details);
  }

  async createChannel(name: string, ...others: Person[]): Promise<number> {
    const { id } = await this.get("createChannel", { name }, "channel");
    for (const other of others) await other.get("joinChannel", { channel: id }, "channel");
    return id;
  }

  /** The seq of a new message. */
  async send(channel: number, text: string, more: Partial<Value<"send">> = {}): Promise<number> {
    const value = { channel, text, clientId: crypto.randomUUID(), ...more };
    return (await this.get("send", value, "sent")).seq;
  }

  /** The seq of the edit's event. */
  async edit(channel: number, seq: number, text: string, clientId: string = crypto.randomUUID()) {
    return (await this.get("editMessage", { channel, seq, text, clientId }, "logged")).seq;
  }

  /** The seq of the event of a command that names a message. */
  async does(
    name: "deleteMessage" | "pinMessage" | "unpinMessage",
    channel: number,
    seq: number,
  ): Promise<number> {
    return (await this.get(name, { channel, seq }, "logged")).seq;
  }

  async reacts(channel: number, seq: number, emoji: string): Promise<number> {
    return (await this.get("addReaction", { channel, seq, emoji }, "logged")).seq;
  }

  async unreacts(channel: number, seq: number, emoji: string): Promise<number> {
    return (await this.get("removeReaction", { channel, seq, emoji }, "logged")).seq;
  }

  page(channel: number, more: Partial<Value<"listMessages">> = {}) {
    return this.get("listMessages", { channel, ...more }, "messages");
  }

  /** One message as it reads now. */
  async message(channel: number, seq: number) {
    const { messages } = await this.get("getMessages", { channel, seqs: [seq] }, "messages");
    const [message] = messages;
    if (!message) throw new Error(`there is no message ${seq}`);
    return message;
  }

  async history(channel: number, after = 0): Promise<Event[]> {
    return (await this.get("history", { channel, after, limit: 500 }, "events")).events;
  }

  subscribe(channel: number) {
    return this.get("subscribe", { channel }, "subscribed");
  }

  /** The live event with this seq, past or to come. */
  async event(channel: number, seq: number): Promise<Event> {
    const isIt = (event: Event) => event.channel === channel && event.seq === seq;
    const { events } = await this.client.until((frame) => frame.events.some(isIt));
    return events.find(isIt)!;
  }

  /** The changes of the user's feed after a version, as they come by syncUser. */
  async feed(after = 0): Promise<UserEvent["body"][]> {
    const { events } = await this.get("syncUser", { after }, "userChanges");
    return events.map(({ body }) => body);
  }

  async version(): Promise<number> {
    return (await this.get("syncUser", { after: 0 }, "userChanges")).version;
  }

  /** Waits for a change of the user's feed that comes live. */
  async told(test: (body: UserEvent["body"]) => boolean): Promise<void> {
    await this.client.until(({ userEvents }) => userEvents.some(({ body }) => test(body)));
  }

  setRole(channel: number, user: number, role: Role) {
    return this.ask("setRole", { channel, user, role });
  }
}
