import { createHash, timingSafeEqual } from "node:crypto";

import type { SsoChecks, SsoUser } from "./single-sign-on.ts";

/** What is kept while somebody is at the issuer. */
export interface SsoStart {
  checks: SsoChecks;
  /** See isVerifier. */
  challenge: string;
  /** Where the code is taken to; undefined: it is shown, to be typed in. */
  returnTo: string | undefined;
}

/** What is kept until the client that began trades the code in. */
export interface SsoExchange {
  challenge: string;
  user: SsoUser;
}

/**
 * Whether `challenge` was made of `verifier`: the base64url of its SHA-256, as in PKCE. So a code is of use to the client
 * that began alone, whoever else gets to see it.
 */
export function isVerifier(verifier: string, challenge: string): boolean {
  const made = createHash("sha256").update(verifier).digest();
  const given = Buffer.from(challenge, "base64url");
  return made.length === given.length && timingSafeEqual(made, given);
}
