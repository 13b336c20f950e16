import { LIMITS, type MessagePage, type MessageState } from "@hubbub/protocol";

import type { Ask } from "./ask.ts";
import type { OpenChannel } from "./channels.ts";
import { ClientClosed } from "./errors.ts";
import type { ChannelEvent } from "./events.ts";
import type { FailedMessages } from "./failed-messages.ts";
import type { FeedReader } from "./feed.ts";
import type { Hubbub } from "./hubbub.ts";
import { MessageWindow } from "./message-window.ts";
import { type Observable, Source } from "./observable.ts";
import { type UnsentMessage, UnsentMessages } from "./unsent-messages.ts";
import { after } from "./wait.ts";

/** Of messages that were read, this part is let go when there are too many. */
const LET_GO = 5;
/** What many clients would ask for at the same moment is spread over this. */
const SPREAD_MS = 2_000;

export interface ViewOptions {
  /** Seq of a thread's root: its replies are shown instead of the channel's messages. */
  thread?: number;
  /** Begin around this message instead of with the newest. */
  around?: number;
  /** Messages that are fetched at a time, 1 to 500; 50 if not given. */
  pageSize?: number;
  /** Messages that are held, at least two pages; 500 if not given. Past it those on the far side are let go. */
  most?: number;
}

/** What a view shows at one moment. Immutable; a message or list that hasn't changed is the same object as before. */
export interface ViewSnapshot {
  /** As they read now, in ascending seq, without a hole. */
  messages: readonly MessageState[];
  /** Own messages that are not among them yet, in their order; none where newer messages are not shown. */
  unsent: readonly UnsentMessage[];
  /** The root, where a thread is shown, once it is known. */
  root: MessageState | undefined;
  /** Whether there are older messages, and newer ones, to load. */
  moreBefore: boolean;
  moreAfter: boolean;
  /** Whether nothing was loaded so far. */
  loading: boolean;
  /** Why there is nothing more to come: the channel was left, or is refused. */
  error: unknown;
}

export interface MessageViewOptions extends ViewOptions {
  open: OpenChannel;
  client: Hubbub;
  failed: FailedMessages;
  /** Asks however long the client is offline. */
  ask: Ask;
}

const NONE: readonly UnsentMessage[] = [];

type Page = "replace" | "before" | "after";

/**
 * A window of a channel's messages, or of a thread's, in their current state: pages of the server's, kept exact by
 * the channel's events, over any number of connections. `current` and `subscribe` are what React's
 * `useSyncExternalStore` takes. It holds a bounded number of messages.
 */
export class MessageView implements Observable<ViewSnapshot> {
  readonly channel: number;
  readonly thread: number;
  readonly #options: MessageViewOptions;
  readonly #pageSize: number;
  readonly #most: number;
  readonly #window: MessageWindow;
  readonly #unsent: UnsentMessages;
  readonly #snapshot: Source<ViewSnapshot>;
  readonly #reader: FeedReader;
  #loading = true;
  #error: unknown;
  #last: ViewSnapshot | undefined;
  #keep: "newest" | "oldest" = "newest";
  /** Seq of the message that is read; 0: the newest, as they come; undefined: not told. */
  #read: number | undefined;
  /** Requests for pages that are under way; with another generation their answers are void. */
  #generation = 0;
  #underway = new Map<Page | "root", Promise<void>>();
  #stopTimer: (() => void) | undefined;

  /** Made by a ClientState: see `view`. */
  constructor(options: MessageViewOptions) {
    const { open, client, failed, thread = 0, pageSize = 50, most = 500 } = options;
    this.channel = open.channel.id;
    this.thread = thread;
    this.#options = options;
    this.#pageSize = Math.min(Math.max(1, pageSize), LIMITS.pageMax);
    this.#most = Math.max(most, 2 * this.#pageSize);
    this.#window = new MessageWindow(thread);
    this.#snapshot = new Source(() => this.#make());
    const changed = () => this.#snapshot.changed();
    const { channel } = this;
    const { seq: position } = open.feed.position;
    this.#unsent = new UnsentMessages({ channel, thread, position, client, failed, changed });
    this.#reader = {
      event: (event) => this.#event(event),
      missing: () => this.#reload(),
      skipped: () => this.#reload(),
      reset: () => {
        this.#unsent.reset();
        this.#reload(true);
      },
      ended: (error) => this.#end(error),
    };
    open.feed.readers.add(this.#reader);
    void this.#load("replace", options.around);
  }

  get current(): ViewSnapshot {
    return this.#snapshot.current;
  }

  get subscribe(): Observable<ViewSnapshot>["subscribe"] {
    return this.#snapshot.subscribe;
  }

  /** Names a message for a list: the same before and after it was sent. */
  key(message: MessageState | UnsentMessage): string {
    return "seq" in message
      ? (this.#unsent.clientIdOf(message.seq) ?? String(message.seq))
      : message.entry.clientId;
  }

  /** Loads older messages; resolves when they are there, or there are none. */
  loadBefore(): Promise<void> {
    this.#keep = "oldest";
    return this.#window.moreBefore ? this.#load("before") : Promise.resolve();
  }

  /** Loads newer messages; resolves when they are there, or there are none. */
  loadAfter(): Promise<void> {
    this.#keep = "newest";
    return this.#window.moreAfter ? this.#load("after") : Promise.resolve();
  }

  /**
   * Tells where in the view somebody reads: seq of a message that is seen, or 0 at the newest. What comes doesn't push
   * that message out, and where events were missed it is the messages around it that are loaded again.
   */
  readAt(seq: number): void {
    this.#read = seq;
  }

  /** Shows the messages around this one; what is shown stays until they are there. */
  async jump(seq: number): Promise<void> {
    if (this.#window.find(seq) !== undefined) return;
    this.#forget();
    this.#keep = "newest";
    await this.#load("replace", seq);
  }

  /** Back to the newest messages. */
  async toNewest(): Promise<void> {
    this.#keep = "newest";
    if (!this.#window.moreAfter && !this.#loading) return;
    this.#forget();
    await this.#load("replace");
  }

  /** Lets go of everything. */
  close(): void {
    this.#generation += 1;
    this.#stopTimer?.();
    this.#unsent.close();
    this.#options.open.feed.readers.delete(this.#reader);
  }

  #event(event: ChannelEvent): void {
    let changed = this.#window.event(event);
    changed = this.#unsent.event(event) || changed;
    const isAtNewest = this.#read === undefined ? this.#keep === "newest" : this.#read === 0;
    if (this.#window.moreAfter || !isAtNewest) this.#window.trim(this.#most, "oldest");
    // Many at a time: with each of them everything that is shown begins elsewhere.
    else if (this.#window.size > this.#most)
      this.#window.trim(this.#most - Math.floor(this.#most / LET_GO), "newest");
    if (changed) this.#snapshot.changed();
    // What is left of threads is told by pages alone.
    if (event.kind === "historyRemoved")
      this.#stopTimer ??= after(Math.random() * SPREAD_MS, () => this.#reload());
  }

  /** Events were missed: the same place again, as it reads now. */
  #reload(elsewhere = false): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    const { moreAfter, size, messages } = this.#window;
    const middle = moreAfter ? messages[size >> 1]?.seq : undefined;
    // What is read can be among what was missed, or removed.
    const read =
      this.#read !== undefined && this.#window.find(this.#read) !== undefined ? this.#read : undefined;
    const around = elsewhere ? undefined : (read ?? middle);
    this.#forget();
    void this.#load("replace", around ?? (this.#loading ? this.#options.around : undefined));
  }

  /** Answers that are on their way don't count any more. */
  #forget(): void {
    this.#generation += 1;
    this.#underway.clear();
    this.#window.rest();
  }

  #load(page: Page, around?: number): Promise<void> {
    const known = this.#underway.get(page);
    if (known !== undefined) return known;
    // One after the other: each begins where the one before has ended.
    const others = [...this.#underway].filter(([name]) => name !== "root").map(([, loading]) => loading);
    const loading = others.length === 0 ? this.#fetch(page, around) : this.#fetchAfter(others, page);
    this.#underway.set(page, loading);
    return loading;
  }

  async #fetchAfter(others: Promise<void>[], page: Page): Promise<void> {
    const generation = this.#generation;
    await Promise.all(others);
    if (generation !== this.#generation) return;
    const { moreBefore, moreAfter } = this.#window;
    if (page === "before" ? moreBefore : moreAfter) await this.#fetch(page);
    else this.#underway.delete(page);
  }

  async #fetch(page: Page, around = 0): Promise<void> {
    const { channel, thread } = this;
    const { first: before, last } = this.#window;
    const place = page === "replace" ? { around } : page === "before" ? { before } : { after: last };
    const query = { channel, thread, ...place, limit: this.#pageSize };
    await this.#exchange(
      page,
      () => this.#options.ask("listMessages", query),
      (answer) => {
        if (page === "replace") this.#window.replace(answer);
        else if (page === "before") this.#window.before(answer, before);
        else this.#window.after(answer, last);
        this.#window.trim(this.#most, page === "before" ? "oldest" : "newest");
        this.#loading = false;
      },
    );
    if (thread > 0 && page === "replace") await this.#fetchRoot();
  }

  async #fetchRoot(): Promise<void> {
    const { channel, thread } = this;
    const fetching = this.#exchange(
      "root",
      () => this.#options.ask("getMessages", { channel, seqs: [thread] }),
      (answer) => this.#window.setRoot(answer),
    );
    this.#underway.set("root", fetching);
    await fetching;
  }

  /** Asks until an answer came that can be used. */
  async #exchange(
    name: Page | "root",
    ask: () => Promise<MessagePage>,
    use: (answer: MessagePage) => void,
  ): Promise<void> {
    const generation = this.#generation;
    const { feed } = this.#options.open;
    try {
      for (;;) {
        this.#window.expect();
        const { position } = feed;
        const answer = await ask();
        if (generation !== this.#generation) return;
        const { epoch } = feed.position;
        // Of another log than the one whose events are seen, or of a copy that lags behind them.
        const isOld = answer.epoch !== epoch || (epoch === position.epoch && answer.head < position.seq);
        if (answer.epoch !== epoch && epoch === position.epoch)
          feed.heard({ epoch: answer.epoch, seq: answer.head });
        if (generation !== this.#generation) return;
        if (!isOld && !this.#window.lost) {
          use(answer);
          break;
        }
        this.#window.rest();
      }
    } catch (error) {
      if (generation !== this.#generation) return;
      if (!(error instanceof ClientClosed)) this.#error = error;
    }
    this.#underway.delete(name);
    if (this.#underway.size === 0) this.#window.rest();
    this.#snapshot.changed();
  }

  #end(error: unknown): void {
    this.#error = error ?? new Error("The channel was left.");
    this.#snapshot.changed();
  }

  #make(): ViewSnapshot {
    const { messages, root, moreBefore, moreAfter } = this.#window;
    const unsent = moreAfter || this.#loading ? NONE : this.#unsent.list(messages);
    const made = {
      messages,
      unsent,
      root,
      moreBefore,
      moreAfter,
      loading: this.#loading,
      error: this.#error,
    };
    if (this.#last !== undefined && isSame(this.#last, made)) return this.#last;
    return (this.#last = made);
  }
}

function isSame(a: ViewSnapshot, b: ViewSnapshot): boolean {
  return (Object.keys(a) as (keyof ViewSnapshot)[]).every((key) => a[key] === b[key]);
}
