import { createHash, randomInt } from "node:crypto";

/** Crockford's base32: no I, L, O, U, so that nothing is misread. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A new code of 100 random bits, in four groups of five. */
export function makeSetupCode(): string {
  return Array.from({ length: 4 }, makeGroup).join("-");
}

function makeGroup(): string {
  return Array.from({ length: 5 }, () => ALPHABET[randomInt(32)]).join("");
}

/** SHA-256 of a code as people type it: case and separators don't count. */
export function hashSetupCode(code: string): Uint8Array {
  const plain = code.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");
  return new Uint8Array(createHash("sha256").update(plain).digest());
}
