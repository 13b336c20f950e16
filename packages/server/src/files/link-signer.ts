import { createHmac, timingSafeEqual } from "node:crypto";

/** Until when a link is good changes so often only, in ms, so that browsers keep what they fetched by it. */
const STEP_MS = 30 * 60_000;
/** A link is good for half of it at least, in ms. */
const LIFE_MS = 2 * STEP_MS;

/**
 * Links to files that need no token: bound to one file and one user, for half an hour to an hour (HMAC-SHA-256). `since`
 * is when all that the user had was last revoked: it ends links that were given before.
 */
export class LinkSigner {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** The query of a link, without "?". */
  sign(file: number, user: number, since: number, now: number): string {
    const expires = Math.floor(now / STEP_MS) * STEP_MS + LIFE_MS;
    const signature = this.#signature(file, user, since, expires).toString("base64url");
    return `user=${user}&expires=${expires}&signature=${signature}`;
  }

  /** Whose link it is; undefined if it isn't one of ours, or not good any more. */
  check(
    file: number,
    query: URLSearchParams,
    since: (user: number) => number,
    now: number,
  ): number | undefined {
    const user = Number(query.get("user"));
    const expires = Number(query.get("expires"));
    if (!Number.isSafeInteger(user) || !Number.isSafeInteger(expires) || expires <= now) return undefined;
    const given = Buffer.from(query.get("signature") ?? "", "base64url");
    const right = this.#signature(file, user, since(user), expires);
    return given.length === right.length && timingSafeEqual(given, right) ? user : undefined;
  }

  #signature(file: number, user: number, since: number, expires: number): Buffer {
    return createHmac("sha256", this.#key).update(`${file}.${user}.${since}.${expires}`).digest();
  }
}
