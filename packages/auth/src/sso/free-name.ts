import { LIMITS, userNameFault } from "@hubbub/protocol";

import type { AccountStore } from "../accounts/account-store.ts";

/** Numbers tried behind a name that somebody has. */
const NUMBERS_MAX = 50;
const FALLBACK = "user";

/**
 * A name that nobody has yet, made of the first of the wishes that an account can have, with a number behind it if need
 * be: "ann", "ann-2", … Somebody may take it before it is used.
 */
export async function freeName(store: AccountStore, wishes: readonly string[]): Promise<string> {
  const base = wishes.map(toName).find((name) => userNameFault(name) === undefined) ?? FALLBACK;
  for (let number = 1; number <= NUMBERS_MAX; number++) {
    const name = number === 1 ? base : withEnd(base, `-${number}`);
    if (!(await store.accountByName(name))) return name;
  }
  return withEnd(base, `-${crypto.randomUUID().slice(0, 8)}`);
}

/** The wish without what no name may have. */
function toName(wish: string): string {
  const visible = wish.normalize("NFC").replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "");
  return cut(visible.trim(), LIMITS.userNameLength);
}

function withEnd(base: string, end: string): string {
  return cut(base, LIMITS.userNameLength - end.length) + end;
}

function cut(name: string, length: number): string {
  return [...name].slice(0, length).join("").trim();
}
