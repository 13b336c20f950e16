import { type Channel, type ChannelEvent, type Hubbub, RefusedError, type Status } from "@hubbub/client";

import { CHAT_COMMANDS } from "./chat-commands.ts";
import { day, eventLines, usersOf } from "./event-lines.ts";
import { plainText } from "./plain-text.ts";
import type { Screen } from "./screen.ts";

/** Events shown when a channel is entered. */
const SHOWN_ON_ENTRY = 20;
/** How long messages that wait may delay the end, in milliseconds. */
const LEAVE_MS = 5_000;

/** One channel in view. */
interface View {
  channel: Channel;
  /** The earliest and the latest seq shown; 0 before the first. */
  first: number;
  last: number;
}

/** The chat of one client on one screen: one channel in view, lines in, lines out. */
export class Chat {
  readonly client: Hubbub;
  readonly screen: Screen;
  #view: View | undefined;
  #day = day(Date.now());
  #offline = false;
  /** Called when something was shown or the view ended. */
  #shown: () => void = () => {};

  constructor(client: Hubbub, screen: Screen) {
    this.client = client;
    this.screen = screen;
    client.on("status", (status) => this.#tell(status));
  }

  get channel(): Channel | undefined {
    return this.#view?.channel;
  }

  /** Until the input ends, `/quit`, or the client is closed for good. Gives whether all messages were sent. */
  async run(channel: string): Promise<boolean> {
    await this.enter(channel);
    for await (const line of this.screen.lines()) {
      if (this.client.status.state === "closed") break;
      if ((await this.#line(line)) === "quit") break;
    }
    return this.#finish();
  }

  /** Brings a channel into view; makes it if there is none of this name. */
  async enter(name: string): Promise<void> {
    const channel = await this.#joinOrCreate(name);
    await this.show(channel, `#${channel.name}`);
  }

  /** Brings a channel into view that is open. */
  async show(channel: Channel, name: string): Promise<void> {
    if (channel === this.#view?.channel) return;
    this.#view?.channel.close();
    const view = { channel, first: 0, last: 0 };
    this.#view = view;
    this.print(`* You are in ${plainText(name)}. /help tells what there is.`);
    this.screen.prompt(`${plainText(name)} > `);
    void this.#show(view);
    // What is said next comes after what was said before.
    await this.#shownUpTo(view, channel.position.seq);
  }

  /** Ends the membership in the channel in view. */
  async leave(): Promise<void> {
    const view = this.#view;
    if (view === undefined) return this.print("You are in no channel: /join NAME.");
    await view.channel.leave();
    this.#view = undefined;
    this.screen.prompt("> ");
    this.print(`* You left #${plainText(view.channel.name)}.`);
  }

  /** Shows what lies before the events that are in view. */
  async earlier(count: number): Promise<void> {
    const view = this.#view;
    if (view === undefined) return this.print("You are in no channel: /join NAME.");
    if (view.first <= 1) return this.print("* That is all there is.");
    const { events, more } = await view.channel.history({ before: view.first, limit: count });
    for (const event of events) await this.#print(event);
    view.first = events[0]?.seq ?? 1;
    this.print(more ? "* /history shows more." : "* That is where the channel begins.");
  }

  print(line: string): void {
    this.screen.print(line);
  }

  async nameOf(user: number): Promise<string> {
    return (await this.client.user(user))?.name ?? `user ${user}`;
  }

  async #joinOrCreate(name: string): Promise<Channel> {
    try {
      return await this.client.join(name);
    } catch (error) {
      if (!(error instanceof RefusedError) || error.reason !== "not_found") throw error;
    }
    this.print(`* There is no #${plainText(name)} yet: creating it.`);
    try {
      return await this.client.createChannel(name);
    } catch (error) {
      // Somebody else was faster.
      if (error instanceof RefusedError && error.reason === "name_taken") return this.client.join(name);
      throw error;
    }
  }

  async #show(view: View): Promise<void> {
    try {
      for await (const event of view.channel.events({ history: SHOWN_ON_ENTRY })) {
        await this.#print(event);
        if (view.first === 0) view.first = event.seq;
        view.last = event.seq;
        this.#shown();
      }
    } catch (error) {
      this.print(`! #${plainText(view.channel.name)}: ${plainText(String(error))}`);
      if (this.#view === view) this.#view = undefined;
    }
    this.#shown();
  }

  async #print(event: ChannelEvent): Promise<void> {
    const users = usersOf(event);
    const names = await Promise.all(users.map((user) => this.nameOf(user)));
    const lines = eventLines(event, (user) => names[users.indexOf(user)] ?? "");
    const today = day(event.at);
    if (today !== this.#day) this.print(`--- ${today} ---`);
    this.#day = today;
    for (const line of lines) this.print(line);
  }

  async #line(line: string): Promise<"quit" | undefined> {
    try {
      if (line.startsWith("/") && !line.startsWith("//")) return await this.#command(line);
      await this.#send(line.startsWith("//") ? line.slice(1) : line);
    } catch (error) {
      this.print(`! ${plainText(messageOf(error))}`);
    }
    return undefined;
  }

  async #command(line: string): Promise<"quit" | undefined> {
    const [, name = "", rest = ""] = /^\/(\S*)\s*([^]*)$/.exec(line) ?? [];
    if (name === "quit") return "quit";
    const command = Object.hasOwn(CHAT_COMMANDS, name) ? CHAT_COMMANDS[name] : undefined;
    if (command === undefined) this.print(`! There is no /${plainText(name)}. /help tells what there is.`);
    else await command.run(this, rest.trim());
    return undefined;
  }

  async #send(line: string): Promise<void> {
    const text = line.replace(/\n+$/, "");
    if (text.trim() === "") return;
    if (this.channel === undefined) return this.print("! You are in no channel: /join NAME.");
    const sending = this.channel.send(text);
    if (this.client.status.state !== "online")
      this.print("! Offline: your message waits until there is a connection.");
    // A script's lines are dealt with one after the other; a person may go on typing.
    if (!this.screen.interactive) return void (await sending);
    sending.catch((error: unknown) => {
      const said = plainText(messageOf(error));
      if (this.client.status.state !== "closed")
        this.print(`! Not sent: "${plainText(text.slice(0, 40))}": ${said}`);
    });
  }

  /** Waits, not for long, for what is on its way out, and for own messages to be shown. */
  async #finish(): Promise<boolean> {
    const late = new Promise<void>((resolve) => setTimeout(resolve, LEAVE_MS).unref());
    let sent = Promise.resolve<unknown>(undefined);
    if (this.client.pending.length > 0) {
      sent = this.client.once("sent", () => this.client.pending.length === 0);
    }
    await Promise.race([sent, late]);
    const view = this.#view;
    const target = view?.channel.position.seq ?? 0;
    if (!this.screen.interactive && view !== undefined) {
      await Promise.race([this.#shownUpTo(view, target), late]);
    }
    const lost = this.client.pending.length;
    if (lost > 0) this.print(`! ${lost} ${lost === 1 ? "message was" : "messages were"} not sent.`);
    return lost === 0;
  }

  async #shownUpTo(view: View, seq: number): Promise<void> {
    while (view.last < seq && this.#view === view) {
      await new Promise<void>((resolve) => (this.#shown = resolve));
    }
  }

  #tell(status: Status): void {
    if (status.state === "offline" && !this.#offline) {
      this.#offline = true;
      const seconds = Math.max(1, Math.ceil((status.retryAt - Date.now()) / 1000));
      this.print(`! Offline: ${plainText(status.reason.message)} Trying again, first in ${seconds} s.`);
    } else if (status.state === "online" && this.#offline) {
      this.#offline = false;
      this.print("! Online again.");
    } else if (status.state === "closed" && status.reason !== undefined) {
      this.print(`! ${plainText(status.reason.message)}`);
      // Nothing more can be done: ends the wait for a line.
      this.screen.close();
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
