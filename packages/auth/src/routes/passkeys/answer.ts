import type { Passkey } from "../../accounts/passkey-store.ts";

/** A passkey as its owner sees it. Times in ms since 1970 UTC. */
export function passkeyAnswer(passkey: Passkey) {
  const { id, name, createdAt, usedAt = null } = passkey;
  return { id, name, created_at: createdAt, used_at: usedAt };
}
