import { createHmac } from "node:crypto";

import { sameSecret } from "./same-secret.ts";

/** Where a user, without logging in, ends the mails to them: who has the link has it from a mail. */
export function unsubscribeUrl(publicUrl: string, key: string, user: number): string {
  return `${publicUrl}/unsubscribe?user=${user}&token=${tokenOf(key, user)}`;
}

export function isUnsubscribeToken(key: string, user: number, token: string): boolean {
  return sameSecret(token, tokenOf(key, user));
}

function tokenOf(key: string, user: number): string {
  return createHmac("sha256", key).update(`unsubscribe ${user}`).digest("base64url");
}
