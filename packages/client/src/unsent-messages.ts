import type { MessageState } from "@hubbub/protocol";

import type { ChannelEvent } from "./events.ts";
import type { FailedMessages } from "./failed-messages.ts";
import type { Hubbub } from "./hubbub.ts";
import type { OutboxEntry } from "./outbox-store.ts";
import type { Sent } from "./outbox.ts";

/** Own messages whose client id is remembered, so that they keep their key. */
const REMEMBERED = 500;

/** An own message that is not among the channel's messages yet. */
export interface UnsentMessage {
  entry: OutboxEntry;
  /** On its way, or refused for good: see ClientState.retry, and FailedMessages.take to give it up. */
  state: "sending" | "failed";
  error: unknown;
}

export interface UnsentOptions {
  channel: number;
  thread: number;
  /** Events after this seq are told. */
  position: number;
  client: Hubbub;
  failed: FailedMessages;
  changed: () => void;
}

/**
 * Own messages that a view shows behind those of the channel, each until its event is there: not a moment longer, so
 * that none is seen twice, and not a moment less. The event may come before the answer that tells its client id; it
 * is recognised then by its text, as the next of this client's that is due.
 */
export class UnsentMessages {
  readonly #options: UnsentOptions;
  /** Client ids by seq. */
  readonly #sent = new Map<number, string>();
  /** Answered, and their event hasn't come yet. */
  readonly #arriving = new Map<string, { entry: OutboxEntry; sent: Sent }>();
  /** Head of the channel when each was first seen here: its event comes later. */
  readonly #since = new Map<string, number>();
  readonly #off: (() => void)[];
  #position: number;
  #listed: readonly UnsentMessage[] = [];

  constructor(options: UnsentOptions) {
    this.#options = options;
    this.#position = options.position;
    const { client, changed } = options;
    const mine = ({ channel }: { channel: number }) => channel === options.channel;
    this.#off = [
      client.on("queued", (entry) => mine(entry) && changed()),
      client.on("sent", ({ entry, sent }) => mine(entry) && this.#settle(entry, sent)),
      options.failed.state.subscribe(changed),
    ];
  }

  /** The client id under which this client has sent a message. */
  clientIdOf(seq: number): string | undefined {
    return this.#sent.get(seq);
  }

  /** An event of the channel; gives whether something changed. */
  event({ seq }: ChannelEvent): boolean {
    this.#position = seq;
    const { size } = this.#arriving;
    for (const [clientId, { sent }] of this.#arriving) if (sent.seq <= seq) this.#arriving.delete(clientId);
    return size !== this.#arriving.size;
  }

  /** The log was reset: seqs of before mean nothing. */
  reset(): void {
    this.#position = 0;
    this.#sent.clear();
    this.#arriving.clear();
    this.#since.clear();
  }

  /** Those that are not among `messages`, in their order; the same array while they are the same. */
  list(messages: readonly MessageState[]): readonly UnsentMessage[] {
    const list = this.#find(messages);
    const last = this.#listed;
    const isSame = ({ entry, state }: UnsentMessage, at: number) =>
      entry === last[at]?.entry && state === last[at].state;
    if (list.length !== last.length || !list.every(isSame)) this.#listed = list;
    return this.#listed;
  }

  #find(messages: readonly MessageState[]): UnsentMessage[] {
    const { channel, client, failed } = this.#options;
    const last = messages.at(-1)?.seq ?? 0;
    const waiting = client.pending.filter((entry) => entry.channel === channel);
    const head = Math.max(last, this.#position);
    for (const { clientId, after = head } of waiting) {
      // What an earlier run of the client has left may be among the messages already.
      if (!this.#since.has(clientId)) this.#since.set(clientId, Math.min(after, head));
    }
    const [due] = waiting;
    if (due !== undefined) this.#recognise(due, messages);
    const known = new Set(this.#sent.values());
    const arriving = [...this.#arriving.values()].filter(({ sent }) => sent.seq > last);
    const sending = [
      ...arriving.map(({ entry }) => entry),
      ...waiting.filter((each) => !known.has(each.clientId)),
    ];
    const refused = failed.state.current.filter(({ entry }) => entry.channel === channel);
    return [
      ...refused.map(({ entry, error }): UnsentMessage => ({ entry, state: "failed", error })),
      ...sending.map((entry): UnsentMessage => ({ entry, state: "sending", error: undefined })),
    ].filter(({ entry }) => this.#isShown(entry));
  }

  close(): void {
    for (const off of this.#off) off();
  }

  #settle(entry: OutboxEntry, sent: Sent): void {
    this.#since.delete(entry.clientId);
    // What was recognised wrongly gets its right name.
    for (const [seq, clientId] of this.#sent) if (clientId === entry.clientId) this.#sent.delete(seq);
    this.#remember(sent.seq, entry.clientId);
    if (sent.seq > this.#position) this.#arriving.set(entry.clientId, { entry, sent });
    this.#options.changed();
  }

  #recognise(due: OutboxEntry, messages: readonly MessageState[]): void {
    const since = this.#since.get(due.clientId) ?? 0;
    const me = this.#options.client.me?.id;
    const found = messages.findLast(
      ({ seq, user, message }) =>
        seq > since && user === me && message?.text === due.text && message.thread === (due.thread ?? 0),
    );
    if (found !== undefined && !this.#sent.has(found.seq)) this.#remember(found.seq, due.clientId);
  }

  #remember(seq: number, clientId: string): void {
    this.#sent.set(seq, clientId);
    const [oldest] = this.#sent.keys();
    if (this.#sent.size > REMEMBERED && oldest !== undefined) this.#sent.delete(oldest);
  }

  #isShown({ thread = 0, inChannel = false }: OutboxEntry): boolean {
    return this.#options.thread === 0 ? thread === 0 || inChannel : thread === this.#options.thread;
  }
}
