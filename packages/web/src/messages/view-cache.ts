import type { ClientState, MessageView } from "@hubbub/client";

/** Channels whose messages are held beside those that are shown, so that who comes back sees them at once. */
const HELD = 8;

/** The views of channels, those that were looked at last. */
export class ViewCache {
  readonly #state: ClientState;
  /** The one that was looked at last comes last. */
  readonly #views = new Map<number, MessageView>();
  readonly #users = new Map<MessageView, number>();

  constructor(state: ClientState) {
    this.#state = state;
  }

  /** The channel's view; a new one begins around `around`, or with the newest. Error: not a member. */
  open(channel: number, around: number | undefined): MessageView {
    const known = this.#views.get(channel);
    // A view that has ended, because the channel was left, doesn't begin again.
    const isUsable = known !== undefined && known.current.error === undefined;
    const view = isUsable ? known : this.#state.view(channel, around === undefined ? {} : { around });
    if (known !== view) known?.close();
    this.#views.delete(channel);
    this.#views.set(channel, view);
    this.#trim();
    return view;
  }

  /** The view is shown: it isn't let go until the function given back was called. */
  hold(view: MessageView): () => void {
    this.#users.set(view, (this.#users.get(view) ?? 0) + 1);
    return () => {
      const left = (this.#users.get(view) ?? 0) - 1;
      if (left > 0) this.#users.set(view, left);
      else this.#users.delete(view);
      this.#trim();
    };
  }

  #trim(): void {
    for (const [channel, view] of this.#views) {
      if (this.#views.size <= HELD) return;
      if (this.#users.has(view)) continue;
      this.#views.delete(channel);
      view.close();
    }
  }
}

const caches = new WeakMap<ClientState, ViewCache>();

/** The views of the user who is logged in. */
export function viewsOf(state: ClientState): ViewCache {
  const known = caches.get(state) ?? new ViewCache(state);
  caches.set(state, known);
  return known;
}
