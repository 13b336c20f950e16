import type { Edit } from "@hubbub/protocol";
import { v7 as uuidv7 } from "uuid";

import type { Ask } from "./ask.ts";
import type { SendOptions } from "./channel-options.ts";
import type { Sent } from "./outbox.ts";
import { checkText } from "./text.ts";

export interface MessageOptions {
  channel: number;
  seq: number;
  ask: Ask;
  send: (text: string, options: SendOptions) => Promise<Sent>;
}

/**
 * What can be done to one message of a channel. Every call resolves when it is done and durable, is no error if all
 * was so already, and rejects as `Ask` does: with RefusedError "not_found", "forbidden", …
 */
export class Message {
  readonly channel: number;
  readonly seq: number;
  readonly #ask: Ask;
  readonly #send: MessageOptions["send"];

  /** Made by a channel: see `Channel.message`. */
  constructor({ channel, seq, ask, send }: MessageOptions) {
    this.channel = channel;
    this.seq = seq;
    this.#ask = ask;
    this.#send = send;
  }

  /** Answers in the message's thread; `inChannel` shows the answer in the channel, too. See `Channel.send`. */
  reply(text: string, options: Omit<SendOptions, "thread"> = {}): Promise<Sent> {
    return this.#send(text, { ...options, thread: this.seq });
  }

  /** Changes the text of an own message. `clientId` makes it happen once; a UUIDv7 if not given. */
  async edit(text: string, { clientId = uuidv7() }: { clientId?: string } = {}): Promise<void> {
    checkText(text, true);
    await this.#ask("editMessage", { ...this.#place, text, clientId });
  }

  /** Deletes an own message, or as a moderator anybody's: what it said is gone for good. */
  async delete(): Promise<void> {
    await this.#ask("deleteMessage", this.#place);
  }

  /** `emoji` is one emoji, or the name of a custom one between colons. */
  async react(emoji: string): Promise<void> {
    await this.#ask("addReaction", { ...this.#place, emoji });
  }

  async unreact(emoji: string): Promise<void> {
    await this.#ask("removeReaction", { ...this.#place, emoji });
  }

  async pin(): Promise<void> {
    await this.#ask("pinMessage", this.#place);
  }

  async unpin(): Promise<void> {
    await this.#ask("unpinMessage", this.#place);
  }

  /** What an edited message said before, the oldest first. */
  async edits(): Promise<Edit[]> {
    return (await this.#ask("listEdits", this.#place)).versions;
  }

  /** Follows the message's thread: who wrote in it, wrote its root or is mentioned in it does so without asking. */
  async follow(): Promise<void> {
    await this.#ask("followThread", this.#place);
  }

  async unfollow(): Promise<void> {
    await this.#ask("followThread", { ...this.#place, stop: true });
  }

  /** Tells the moderators. `reason` has 1 to 500 characters. */
  async report(reason: string): Promise<void> {
    await this.#ask("reportMessage", { ...this.#place, reason });
  }

  get #place(): { channel: number; seq: number } {
    return { channel: this.channel, seq: this.seq };
  }
}
