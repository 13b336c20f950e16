import { LIMITS } from "@hubbub/protocol";

/** A password as it is hashed: in NFC (RFC 8265), so that every keyboard's "é" is the same. */
export function preparePassword(password: string): string {
  return password.normalize("NFC");
}

/** What is wrong with a new password, and the limit that it passed; undefined if it is good. */
export function passwordFault(password: string): { message: string; limit?: number } | undefined {
  if (!password.isWellFormed()) return { message: "is not valid Unicode" };
  const bytes = Buffer.byteLength(preparePassword(password));
  const { passwordBytesMin: least, passwordBytesMax: most } = LIMITS;
  if (bytes < least) return { message: `has less than ${least} bytes`, limit: least };
  return bytes > most ? { message: `has more than ${most} bytes`, limit: most } : undefined;
}
