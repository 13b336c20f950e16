import type {
  Channel as ChannelInfo,
  ChannelSettings,
  Draft,
  Preferences,
  Scheduled,
  ThreadFollow,
  UserEvent,
} from "@hubbub/protocol";

import { Source } from "./observable.ts";

/** A channel that the user is in, with their own state in it as `mine`. */
export type OwnChannel = ChannelInfo;

/** What is the user's own, as it can be kept over a reload. */
export interface OwnItems {
  channels: readonly OwnChannel[];
  threads: readonly ThreadFollow[];
  drafts: readonly Draft[];
  scheduled: readonly Scheduled[];
  preferences: Preferences | undefined;
}

/** Names a thread, or with root 0 a channel. */
export function placeKey(channel: number, thread: number): string {
  return `${channel}/${thread}`;
}

/** Everything that belongs to the user and is the same on all their devices. */
export class OwnState {
  readonly #channels = new Map<number, OwnChannel>();
  readonly #threads = new Map<string, ThreadFollow>();
  readonly #drafts = new Map<string, Draft>();
  readonly #scheduled = new Map<number, Scheduled>();
  #preferences: Preferences | undefined;

  readonly channels = new Source<ReadonlyMap<number, OwnChannel>>(() => new Map(this.#channels));
  /** Followed threads, by `placeKey`. */
  readonly threads = new Source<ReadonlyMap<string, ThreadFollow>>(() => new Map(this.#threads));
  /** By `placeKey`. */
  readonly drafts = new Source<ReadonlyMap<string, Draft>>(() => new Map(this.#drafts));
  readonly scheduled = new Source<ReadonlyMap<number, Scheduled>>(() => new Map(this.#scheduled));
  readonly preferences = new Source<Preferences | undefined>(() => this.#preferences);

  channel(id: number): OwnChannel | undefined {
    return this.#channels.get(id);
  }

  followed(channel: number, root: number): ThreadFollow | undefined {
    return this.#threads.get(placeKey(channel, root));
  }

  get items(): OwnItems {
    return {
      channels: [...this.#channels.values()],
      threads: [...this.#threads.values()],
      drafts: [...this.#drafts.values()],
      scheduled: [...this.#scheduled.values()],
      preferences: this.#preferences,
    };
  }

  /** Everything is another one, or with no items unknown again. */
  replace(items: Partial<OwnItems>): void {
    for (const each of [this.#channels, this.#threads, this.#drafts, this.#scheduled]) each.clear();
    for (const channel of items.channels ?? []) this.#channels.set(channel.id, channel);
    for (const thread of items.threads ?? [])
      this.#threads.set(placeKey(thread.channel, thread.root), thread);
    for (const draft of items.drafts ?? []) this.#drafts.set(placeKey(draft.channel, draft.thread), draft);
    for (const scheduled of items.scheduled ?? []) this.#scheduled.set(scheduled.id, scheduled);
    this.#preferences = items.preferences;
    for (const each of [this.channels, this.threads, this.drafts, this.scheduled]) each.changed();
    this.preferences.changed();
  }

  setChannel(channel: OwnChannel): void {
    const known = this.#channels.get(channel.id);
    // What a change of the settings told in the channel's log is newer than an older answer.
    const old = known !== undefined && known.epoch === channel.epoch && known.head > channel.head;
    this.#channels.set(channel.id, old ? { ...known, mine: channel.mine } : channel);
    this.channels.changed();
  }

  /** The channel's settings since the event `seq`. */
  setSettings(id: number, settings: ChannelSettings, seq: number): void {
    const known = this.#channels.get(id);
    if (known === undefined || seq <= known.head) return;
    this.#channels.set(id, { ...known, ...settings, head: seq });
    this.channels.changed();
  }

  setDraft(draft: Draft): void {
    const key = placeKey(draft.channel, draft.thread);
    if (draft.text === "" && draft.files.length === 0) this.#drafts.delete(key);
    else this.#drafts.set(key, draft);
    this.drafts.changed();
  }

  apply({ body }: UserEvent): void {
    switch (body.case) {
      case "channel":
        return this.setChannel(body.value);
      case "channelGone":
        this.#channels.delete(body.value.channel);
        return this.channels.changed();
      case "thread": {
        const key = placeKey(body.value.channel, body.value.root);
        if (body.value.following) this.#threads.set(key, body.value);
        else this.#threads.delete(key);
        return this.threads.changed();
      }
      case "draft":
        return this.setDraft(body.value);
      case "scheduled":
        this.#scheduled.set(body.value.id, body.value);
        return this.scheduled.changed();
      case "scheduledGone":
        this.#scheduled.delete(body.value.id);
        return this.scheduled.changed();
      case "preferences":
        this.#preferences = body.value;
        return this.preferences.changed();
      case undefined:
    }
  }
}
