import type { Log } from "../log.ts";

/** An entry of the accounts service's feed. */
export interface Revocation {
  id: number;
  user: number;
  /** The login that ended; null: all of the user's that were made before. */
  sid: string | null;
  /** Ms since 1970 UTC. */
  at: number;
  /**
   * "role": the user's rights changed, and new tokens say how. "enabled": the account, which was disabled, isn't any more;
   * nothing has ended. Else the login itself has ended.
   */
  reason?: string;
}

interface FeedPage {
  revocations: Revocation[];
  last: number;
  more?: boolean;
}

/** Longer than any access token lives: after that its own end does it. In ms. */
const KEPT_MS = 60 * 60_000;
/** How long one request to the feed may take, in ms. */
const REQUEST_MS = 5_000;

export interface RevocationsOptions {
  authUrl: string;
  internalKey: string | undefined;
  pollMs: number;
  log: Log;
}

/** Logouts and bans, followed from the accounts service's feed. */
export class Revocations {
  readonly #sids = new Map<string, number>();
  readonly #users = new Map<number, number>();
  readonly #options: RevocationsOptions;
  #last = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #failing = false;

  constructor(options: RevocationsOptions) {
    this.#options = options;
  }

  /** Starts to follow the feed; `onRevoked` is called for each new entry. */
  follow(onRevoked: (revocation: Revocation) => void): void {
    if (this.#options.internalKey === undefined) return;
    const poll = async (): Promise<void> => {
      const more = await this.#poll(onRevoked);
      if (!this.#closed) this.#timer = setTimeout(poll, more ? 0 : this.#options.pollMs);
    };
    void poll();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** When all of a user's logins were last revoked, in ms since 1970 UTC; 0: never, or so long ago that it doesn't matter. */
  allRevokedAt(user: number): number {
    return this.#users.get(user) ?? 0;
  }

  /** Whether a token of this user and login, issued at `issuedAt` (ms), was revoked. */
  isRevoked(user: number, sid: string, issuedAt: number): boolean {
    const until = this.#users.get(user);
    return this.#sids.has(sid) || (until !== undefined && issuedAt <= until);
  }

  /** Whether there is more to ask for at once. A failure is logged once, and asked again. */
  async #poll(onRevoked: (revocation: Revocation) => void): Promise<boolean> {
    try {
      const page = await this.#fetchPage();
      this.#failing = false;
      for (const revocation of page.revocations) {
        if (revocation.reason !== "enabled") this.#note(revocation);
        onRevoked(revocation);
      }
      this.#last = page.last;
      this.#forgetOld();
      return page.more === true;
    } catch (error) {
      if (!this.#failing && !this.#closed) {
        const reason = error instanceof Error ? error.message : String(error);
        this.#options.log.warn({ reason }, "the accounts service's revocations can't be read; trying on");
      }
      this.#failing = true;
      return false;
    }
  }

  async #fetchPage(): Promise<FeedPage> {
    const url = new URL(`/auth/revocations?after=${this.#last}`, this.#options.authUrl);
    const response = await fetch(url, {
      headers: { Authorization: `Bearer ${this.#options.internalKey}` },
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    if (!response.ok)
      throw new Error(`The accounts service answered ${response.status} for ${url.pathname}.`);
    return (await response.json()) as FeedPage;
  }

  #note({ user, sid, at }: Revocation): void {
    if (sid === null) this.#users.set(user, Math.max(at, this.#users.get(user) ?? 0));
    else this.#sids.set(sid, at);
  }

  #forgetOld(): void {
    const before = Date.now() - KEPT_MS;
    for (const kept of [this.#sids, this.#users] as Map<unknown, number>[]) {
      for (const [key, at] of kept) if (at < before) kept.delete(key);
    }
  }
}
