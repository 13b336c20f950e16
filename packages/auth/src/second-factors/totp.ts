import { randomBytes } from "node:crypto";

import { Secret, TOTP } from "otpauth";

const SECRET_BYTES = 20;
/** What every authenticator app takes: RFC 6238 with SHA-1, 6 digits, 30 s. */
const SETTINGS = { algorithm: "SHA1", digits: 6, period: 30 };
/** Codes of so many time steps before and after are taken, for clocks that are off. */
const WINDOW = 1;

export function makeTotpSecret(): Uint8Array {
  return new Uint8Array(randomBytes(SECRET_BYTES));
}

/** The secret as apps take it: in base32, and as the URI of a QR code. */
export function totpEnrolment(
  secret: Uint8Array,
  issuer: string,
  label: string,
): { secret: string; uri: string } {
  const totp = totpOf(secret, { issuer, label });
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** The time step whose code this is, if it is one of the steps around `now` (ms); undefined if it isn't. */
export function totpStep(secret: Uint8Array, code: string, now: number): number | undefined {
  const totp = totpOf(secret);
  const delta = totp.validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? undefined : totp.counter({ timestamp: now }) + delta;
}

function totpOf(secret: Uint8Array, names: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({ ...SETTINGS, ...names, secret: new Secret({ buffer: Uint8Array.from(secret).buffer }) });
}
