import type { NewSession, Rotation } from "../../src/accounts/account-store.ts";
import type { ImportedPerson } from "../../src/accounts/import-store.ts";

/** A hash that differs by `n`. */
export const hash = (n: number) => {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setUint32(0, n);
  return bytes;
};

const PHONE = { address: "192.0.2.7", userAgent: "a phone" };

export const session = (sid: string, of: { id: number }, more: Partial<NewSession> = {}): NewSession => ({
  sid,
  account: of.id,
  passwordVersion: 1,
  tokenHash: hash(1),
  device: PHONE,
  at: 1000,
  expiresAt: 100_000,
  limit: 10,
  ...more,
});

export const rotation = (
  sid: string,
  presented: number,
  at: number,
  more: Partial<Rotation> = {},
): Rotation => ({
  sid,
  presented: hash(presented),
  successor: hash(presented + 1),
  nonce: hash(100 + presented),
  device: PHONE,
  at,
  expiresAt: at + 100_000,
  graceMs: 10,
  ...more,
});

export const person = (key: string, more: Partial<ImportedPerson> = {}): ImportedPerson => ({
  key,
  name: key,
  email: undefined,
  admin: false,
  guest: false,
  bot: false,
  disabled: false,
  createdAt: 4000,
  ...more,
});
