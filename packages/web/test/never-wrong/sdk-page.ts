import { ClientState, Hubbub, type MessageView, WebStorageOutbox, WebStorageSession } from "@hubbub/client";
import { get, set } from "idb-keyval";

/** What a window shows: texts of messages, and of own ones that wait. */
export interface Shown {
  messages: string[];
  unsent: string[];
}

/** Runs in the page: a window on one channel, held by the SDK's state as the web client holds it. */
export class SdkPage {
  readonly #client = Hubbub.open({
    url: location.origin,
    session: new WebStorageSession(localStorage),
    outbox: new WebStorageOutbox(localStorage),
    reconnect: { baseMs: 50, capMs: 1_000 },
  });
  readonly #state = new ClientState(this.#client, {
    store: { load: () => get("state"), save: (state) => set("state", state) },
  });
  readonly #statuses: string[] = [];
  readonly #wrong = new Set<string>();
  readonly #seen = new Set<string>();
  #view: MessageView | undefined;

  constructor() {
    this.#client.on("status", ({ state }) => this.#statuses.push(state));
    addEventListener("pagehide", () => this.#state.flush());
  }

  /** Resolves when the channel is known, of the server or of what was kept. */
  async open(channel: number): Promise<void> {
    const { channels } = this.#state;
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (!channels.current.has(channel) || this.#view) return;
        const view = this.#state.view(channel, { pageSize: 20, most: 10_000 });
        this.#view = view;
        view.subscribe(() => this.#check(view));
        stop();
        resolve();
      };
      const stop = channels.subscribe(look);
      look();
    });
  }

  statuses(): string[] {
    return this.#statuses;
  }

  /** Begins to send. It is shown when this returns. */
  send(channel: number, text: string): Shown {
    this.#seen.add(text);
    void this.#state.channel(channel)?.send(text);
    return this.#shown(this.#view!);
  }

  /** Back to the first message, then all that was passed. */
  async scrollThrough(): Promise<Shown> {
    const view = this.#view!;
    while (view.current.moreBefore) await view.loadBefore();
    return this.#shown(view);
  }

  now(): Shown {
    return this.#shown(this.#view!);
  }

  /** What was wrong at any moment: twice the same, out of order, or gone. */
  wrong(): string[] {
    return [...this.#wrong];
  }

  setDraft(channel: number, text: string): void {
    this.#state.setDraft(channel, text);
  }

  draft(channel: number): string {
    const drafts = [...this.#state.drafts.current.values()];
    return drafts.find((draft) => draft.channel === channel)?.text ?? "";
  }

  #shown({ current }: MessageView): Shown {
    const messages = current.messages.map(({ message }) => message?.text ?? "");
    return { messages, unsent: current.unsent.map(({ entry }) => entry.text) };
  }

  #check(view: MessageView): void {
    const { messages, unsent } = this.#shown(view);
    const texts = [...messages, ...unsent];
    for (const [at, text] of texts.entries())
      if (texts.indexOf(text) !== at) this.#wrong.add(`twice: ${text}`);
    const seqs = view.current.messages.map(({ seq }) => seq);
    if (seqs.some((seq, at) => at > 0 && seq <= seqs[at - 1]!)) this.#wrong.add(`order: ${seqs.join(" ")}`);
    for (const text of this.#seen)
      if (!view.current.loading && !texts.includes(text)) this.#wrong.add(`gone: ${text}`);
  }
}

// Not in about:blank, which has no storage.
if (location.protocol === "http:") (globalThis as { page?: SdkPage }).page = new SdkPage();
