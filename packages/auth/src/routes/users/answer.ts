import type { Account } from "../../accounts/account-store.ts";
import { userAnswer } from "../../tokens/sessions.ts";

/** An account as administrators see it. Times in ms since 1970 UTC. */
export function accountAnswer(account: Account) {
  const { email = null, emailVerified, disabled, createdAt } = account;
  return { ...userAnswer(account), disabled, email, email_verified: emailVerified, created_at: createdAt };
}
