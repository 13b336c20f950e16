import { type Draft, OutboxFull, placeKey, RefusedError } from "@hubbub/client";

import type { Chat } from "../app/session.ts";
import { toast } from "../design/toast.ts";
import { text } from "../i18n/text.ts";
import { type Attachment, Attachments } from "./attachments.ts";

export interface WritingState {
  text: string;
  attachments: readonly Attachment[];
  /** It goes out as soon as the files are uploaded. */
  isWaiting: boolean;
}

/** How long a key is part of typing, in ms: a draft from another device doesn't come in between. */
const TYPING_MS = 30_000;

/**
 * What is being written in one place: it goes on, uploads too, while another channel is looked at, and is kept as the
 * draft. What another device writes there is taken over unless it is being typed here.
 */
export class Writing {
  readonly attachments: Attachments;
  readonly #chat: Chat;
  readonly #channel: number;
  readonly #thread: number;
  readonly #listeners = new Set<() => void>();
  #text = "";
  #typedAt = -Infinity;
  /** The draft that was seen, or written, last. */
  #seen: Draft;
  /** Files of messages on their way. They stay with the draft until they are with the message: what nothing uses is deleted. */
  readonly #leaving = new Set<number>();
  #waits: { inChannel: boolean } | undefined;
  #state: WritingState | undefined;

  constructor(chat: Chat, channel: number, thread: number) {
    this.#chat = chat;
    this.#channel = channel;
    this.#thread = thread;
    this.#seen = this.#draft([]);
    this.attachments = new Attachments(chat.client, placeKey(channel, thread), () => this.#uploaded());
    chat.state.drafts.subscribe(() => this.#lookAtDraft());
    this.#lookAtDraft();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same object until something in it has changed. */
  get current(): WritingState {
    this.#state ??= {
      text: this.#text,
      attachments: this.attachments.list,
      isWaiting: this.#waits !== undefined,
    };
    return this.#state;
  }

  get isEmpty(): boolean {
    return this.#text.trim() === "" && this.attachments.list.length === 0;
  }

  setText(text: string): void {
    this.#text = text;
    this.#typedAt = Date.now();
    this.#waits = undefined;
    this.#keep();
    this.#tell();
  }

  /** Nobody types here any more: what is here counts, whatever another device has written meanwhile. */
  left(): void {
    if (this.#typedAt > -Infinity && !sameDraft(this.#known, this.#seen)) this.#keep(true);
    this.#typedAt = -Infinity;
  }

  /** Sends it, as soon as its files are uploaded. What doesn't even get into the outbox comes back. */
  send({ inChannel = false } = {}): void {
    if (this.attachments.isUploading) {
      this.#waits = { inChannel };
      return this.#tell();
    }
    this.#waits = undefined;
    if (this.attachments.hasFailed) toast.info(text.composer.failedFiles);
    else if (!this.isEmpty) void this.#send(inChannel);
  }

  /** Not after all: it isn't sent when the files are there. */
  stopWaiting(): void {
    this.#waits = undefined;
    this.#tell();
  }

  /** Schedules it, with its files when they are uploaded, for a time in ms since 1970 UTC. Rejects as the server refuses it; then it stays here. */
  async schedule(at: number): Promise<void> {
    await this.#allUploaded();
    const [text, files] = [tidy(this.#text), this.attachments.ready];
    const channel = this.#chat.state.channel(this.#channel);
    await channel?.schedule(text, at, { thread: this.#thread, files });
    this.clear();
  }

  /** Adds a text, and files that the server has. */
  append(text: string, files: readonly number[]): void {
    this.attachments.adopt([...this.attachments.ready, ...files]);
    this.setText(this.#text.trim() === "" ? text : `${this.#text}\n\n${text}`);
  }

  clear(): void {
    this.#text = "";
    this.attachments.clear();
    this.#keep();
    this.#tell();
  }

  #allUploaded(): Promise<void> {
    return new Promise((resolve) => {
      const off = this.subscribe(() => look());
      const look = () => {
        if (this.attachments.isUploading) return;
        off();
        resolve();
      };
      look();
    });
  }

  async #send(inChannel: boolean): Promise<void> {
    const channel = this.#chat.state.channel(this.#channel);
    if (channel === undefined) return;
    const [raw, text, files] = [this.#text, tidy(this.#text), this.attachments.ready];
    const options = { files, ...(this.#thread > 0 && { thread: this.#thread, inChannel }) };
    for (const id of files) this.#leaving.add(id);
    const sent = channel.send(text, options);
    this.clear();
    let untaken: unknown;
    // What the server refuses is shown in the list, to be sent again.
    await sent.catch((error: unknown) => (untaken = isUntaken(error) ? error : undefined));
    for (const id of files) this.#leaving.delete(id);
    if (untaken === undefined) this.#keep();
    else this.#comeBack(raw, files, untaken);
  }

  #comeBack(text: string, files: readonly number[], error: unknown): void {
    if (this.isEmpty) {
      this.#text = text;
      this.attachments.adopt(files);
      this.#keep();
      this.#tell();
    }
    toast.error(error);
  }

  #uploaded(): void {
    this.#keep();
    this.#tell();
    const waits = this.#waits;
    if (waits === undefined || this.attachments.isUploading) return;
    if (this.attachments.hasFailed) this.stopWaiting();
    else this.send(waits);
  }

  #keep(again = false): void {
    const draft = this.#draft([...this.#leaving, ...this.attachments.ready]);
    if (!again && sameDraft(draft, this.#seen)) return;
    this.#seen = draft;
    const { text, files } = draft;
    this.#chat.state.setDraft(this.#channel, text, { thread: this.#thread, files });
  }

  #lookAtDraft(): void {
    const draft = this.#known;
    if (sameDraft(draft, this.#seen)) return;
    const isTyping = Date.now() - this.#typedAt < TYPING_MS && this.#text !== "";
    if (isTyping) return;
    this.#seen = draft;
    this.#text = draft.text;
    this.attachments.adopt(draft.files.filter((id) => !this.#leaving.has(id)));
    this.#tell();
  }

  /** The draft as it is known to the state. */
  get #known(): Draft {
    const none = { channel: this.#channel, thread: this.#thread, text: "", files: [] };
    return this.#chat.state.drafts.current.get(placeKey(this.#channel, this.#thread)) ?? none;
  }

  #draft(files: number[]): Draft {
    return { channel: this.#channel, thread: this.#thread, text: this.#text, files };
  }

  #tell(): void {
    this.#state = undefined;
    for (const listener of this.#listeners) listener();
  }
}

const places = new WeakMap<Chat["state"], Map<string, Writing>>();

/** What is being written in a channel, or with `thread` in a thread. */
export function writingIn(chat: Chat, channel: number, thread: number): Writing {
  const known = places.get(chat.state) ?? new Map<string, Writing>();
  places.set(chat.state, known);
  const key = placeKey(channel, thread);
  const writing = known.get(key) ?? new Writing(chat, channel, thread);
  known.set(key, writing);
  return writing;
}

/** Whether any file is on its way: leaving the page would break it off. */
export function isUploadingAnywhere({ state }: Chat): boolean {
  return [...(places.get(state)?.values() ?? [])].some(({ attachments }) => attachments.isUploading);
}

/** Empty lines around a message say nothing. */
function tidy(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
}

/** Whether a message was refused before it was in the outbox. */
function isUntaken(error: unknown): boolean {
  return error instanceof OutboxFull || (error instanceof RefusedError && error.code === 0);
}

function sameDraft(one: Draft, other: Draft): boolean {
  return one.text === other.text && one.files.join() === other.files.join();
}
