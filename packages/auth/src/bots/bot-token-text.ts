import { createHash, randomBytes } from "node:crypto";

const PREFIX = "hbt_";
const SECRET_BYTES = 32;

/** A new bot token's text, which is shown once, and its SHA-256, which is kept. */
export function makeBotTokenText(): { text: string; hash: Uint8Array } {
  const text = PREFIX + randomBytes(SECRET_BYTES).toString("base64url");
  return { text, hash: hashBotTokenText(text) };
}

export function hashBotTokenText(text: string): Uint8Array {
  return new Uint8Array(createHash("sha256").update(text).digest());
}
