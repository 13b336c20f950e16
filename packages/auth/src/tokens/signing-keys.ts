import { generateKeyPairSync, randomBytes } from "node:crypto";

import { createLocalJWKSet, type CryptoKey, importJWK, type JSONWebKeySet, type JWK } from "jose";

import type { AccountStore, KeyChange, SigningKeyRow } from "../accounts/account-store.ts";

export interface KeyTimes {
  keyRotationSeconds: number;
  keyAheadSeconds: number;
  accessTokenSeconds: number;
}

/** Other processes may add keys: they are read again this often. */
export const KEYS_REREAD_SECONDS = 60;
/** A key that has stopped signing stays published for its tokens' life and this long, in ms, for slow clocks. */
const CLOCK_SKEW_MS = 60_000;

/**
 * The Ed25519 keys that sign access tokens. Each signs for keyRotation; the next is published keyAhead before it
 * signs, so that no gateway with a cached JWKS meets an unknown key; the last ones stay published until
 * their tokens have ended.
 */
export class SigningKeys {
  readonly #store: AccountStore;
  readonly #times: KeyTimes;
  #rows: SigningKeyRow[] = [];
  #published: JSONWebKeySet = { keys: [] };
  /** Kept, because it keeps the keys that it imported. */
  #finder = createLocalJWKSet(this.#published);
  #readAt = Number.NEGATIVE_INFINITY;
  /** Under way for all who wait for it. */
  #reading: Promise<void> | undefined;
  #signer: { kid: string; key: CryptoKey } | undefined;

  constructor(store: AccountStore, times: KeyTimes) {
    this.#store = store;
    this.#times = times;
  }

  /** The key that signs at time `now` (ms). */
  async signer(now: number): Promise<{ kid: string; key: CryptoKey }> {
    await this.#refresh(now);
    // All are yet to come only if the clock was set back; they are published, so the first will do.
    const row = this.#rows.findLast(({ activeFrom }) => activeFrom <= now) ?? this.#rows[0];
    if (!row) throw new Error("There is no signing key.");
    if (this.#signer?.kid !== row.kid) {
      this.#signer = { kid: row.kid, key: await importEd25519(row.privateKey) };
    }
    return this.#signer;
  }

  /** The published keys (RFC 7517). */
  async jwks(now: number): Promise<JSONWebKeySet> {
    await this.#refresh(now);
    return this.#published;
  }

  /** Finds the published key that a token names; for jose. */
  async finder(now: number): Promise<ReturnType<typeof createLocalJWKSet>> {
    await this.#refresh(now);
    return this.#finder;
  }

  async #refresh(now: number): Promise<void> {
    // Math.abs: a clock that was set back must not stop the reading.
    if (Math.abs(now - this.#readAt) < KEYS_REREAD_SECONDS * 1000) return;
    this.#reading ??= this.#read(now).finally(() => (this.#reading = undefined));
    await this.#reading;
  }

  async #read(now: number): Promise<void> {
    this.#rows = await this.#store.updateSigningKeys((rows) => planKeys(rows, makeKey, now, this.#times));
    this.#published = { keys: this.#rows.map(({ publicKey }) => JSON.parse(publicKey) as JWK) };
    this.#finder = createLocalJWKSet(this.#published);
    this.#readAt = now;
  }
}

/**
 * What to change about the keys (ordered by activeFrom) at time `now`: the first key signs at once; the next is
 * added keyAhead before its turn; those whose tokens have all ended are dropped.
 */
export function planKeys(
  rows: readonly SigningKeyRow[],
  make: () => Omit<SigningKeyRow, "activeFrom">,
  now: number,
  times: KeyTimes,
): KeyChange {
  const ahead = times.keyAheadSeconds * 1000;
  const newest = rows.at(-1);
  const due = newest && newest.activeFrom + times.keyRotationSeconds * 1000;
  // If the service was down when the next key was due, the last one signs on for keyAhead.
  const activeFrom = due === undefined ? now : Math.max(due, now + ahead);
  const add = due === undefined || due - ahead <= now ? { ...make(), activeFrom } : undefined;
  const keepMs = times.accessTokenSeconds * 1000 + CLOCK_SKEW_MS;
  const drop = rows.filter((_, i) => {
    const next = rows[i + 1];
    return next !== undefined && next.activeFrom + keepMs < now;
  });
  return { add, drop: drop.map(({ kid }) => kid) };
}

function makeKey(): Omit<SigningKeyRow, "activeFrom"> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const kid = randomBytes(16).toString("base64url");
  const published: JWK = { ...publicKey.export({ format: "jwk" }), kid, alg: "EdDSA", use: "sig" };
  return {
    kid,
    publicKey: JSON.stringify(published),
    privateKey: JSON.stringify(privateKey.export({ format: "jwk" })),
  };
}

async function importEd25519(privateKey: string): Promise<CryptoKey> {
  const key = await importJWK(JSON.parse(privateKey) as JWK, "EdDSA");
  if (key instanceof Uint8Array) throw new Error("The signing key is not an Ed25519 key.");
  return key;
}
