import { createHash, randomInt } from "node:crypto";

/** Crockford's base32: no I, L, O, U, so that nothing is misread. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A new code of random letters and digits, 5 bits each: 100 bits in four groups of five if nothing else is said. */
export function makeCode({ groups = 4, letters = 5 } = {}): string {
  return Array.from({ length: groups }, () => makeGroup(letters)).join("-");
}

function makeGroup(letters: number): string {
  return Array.from({ length: letters }, () => ALPHABET[randomInt(32)]).join("");
}

/** SHA-256 of a code as people type it: case and separators don't count, nor do O for 0 and I or L for 1. */
export function hashCode(code: string): Uint8Array {
  const plain = code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  return new Uint8Array(createHash("sha256").update(plain).digest());
}
