import { Accounts, type Session } from "@hubbub/client";

import { now } from "../generator/clock.ts";
import { LatencyHistogram } from "../generator/latency-histogram.ts";
import { type Random } from "../generator/random.ts";
import { type RunAccount } from "./messages.ts";
import { patiently } from "./patiently.ts";

/** An access token that ends in less than this is renewed before it is used, in milliseconds. */
const SPARE_MS = 10_000;
/** How often it is looked which tokens have to be renewed. */
const LOOK_MS = 1000;

interface Current {
  session: Session;
  /** When it is renewed, in milliseconds since 1970. */
  renewAt: number;
}

/** The accounts of some users, who log in, and whose tokens are renewed before they end. */
export class Sessions {
  /** Of logins, from when one should have begun to its answer, in milliseconds. */
  readonly logins = new LatencyHistogram();
  readonly #accounts: readonly RunAccount[];
  readonly #service: Accounts;
  readonly #random: Random;
  readonly #signal: AbortSignal;
  readonly #current = new Map<number, Current>();

  /** `server`: the http:// URL of the gateway. Nobody asks for anything any more when the signal is aborted. */
  constructor(
    accounts: readonly RunAccount[],
    { server, random, signal }: { server: string; random: Random; signal: AbortSignal },
  ) {
    this.#accounts = accounts;
    this.#service = new Accounts(server);
    this.#random = random;
    this.#signal = signal;
    for (const [user, { session }] of accounts.entries())
      if (session !== undefined) this.#keep(user, session);
  }

  /** A user logs in, which it should have done at `due` on the clock. Rejects with the service's refusal. */
  async logIn(user: number, due: number): Promise<void> {
    const { name, password } = this.#accounts[user]!;
    this.#keep(user, await patiently(() => this.#service.login({ name, password }), this.#signal));
    this.logins.record(now() - due);
  }

  /** An access token; who has no session logs in for it. Rejects with the service's refusal. */
  async token(user: number): Promise<string> {
    if (!this.#current.has(user)) await this.logIn(user, now());
    if (this.#current.get(user)!.session.expiresAt - Date.now() < SPARE_MS) await this.#renew(user);
    return this.#current.get(user)!.session.accessToken;
  }

  /**
   * From now on tokens are renewed in time: `renewed` is called for each user with a newer one, `failed` if there is
   * none.
   */
  keepAlive(
    renewed: (user: number, token: string) => void,
    failed: (user: number, reason: unknown) => void,
  ): void {
    const timer = setInterval(() => {
      for (const [user, { renewAt }] of this.#current) {
        if (renewAt > Date.now()) continue;
        // Until it is there, nobody asks again.
        this.#current.get(user)!.renewAt = Infinity;
        this.#renew(user).then(
          () => renewed(user, this.#current.get(user)!.session.accessToken),
          (reason) => failed(user, reason),
        );
      }
    }, LOOK_MS);
    this.#signal.addEventListener("abort", () => clearInterval(timer));
  }

  async #renew(user: number): Promise<void> {
    const { refreshToken } = this.#current.get(user)!.session;
    this.#keep(user, await patiently(() => this.#service.refresh(refreshToken), this.#signal));
  }

  /** Renewals of those who logged in together are spread over a part of the tokens' life. */
  #keep(user: number, session: Session): void {
    const life = session.expiresAt - Date.now();
    this.#current.set(user, { session, renewAt: Date.now() + life * (0.5 + 0.3 * this.#random()) });
  }
}
