import { userNameFault } from "@hubbub/protocol";

import type { AccountStore } from "../accounts/account-store.ts";
import { visibleName, withEnd, withNumber } from "../accounts/wished-name.ts";

/** Numbers tried behind a name that somebody has. */
const NUMBERS_MAX = 50;
const FALLBACK = "user";

/**
 * A name that nobody has yet, made of the first of the wishes that an account can have, with a number behind it if need
 * be: "ann", "ann-2", … Somebody may take it before it is used.
 */
export async function freeName(store: AccountStore, wishes: readonly string[]): Promise<string> {
  const base = wishes.map(visibleName).find((name) => userNameFault(name) === undefined) ?? FALLBACK;
  for (let number = 1; number <= NUMBERS_MAX; number++) {
    const name = number === 1 ? base : withNumber(base, number);
    if (!(await store.accountByName(name))) return name;
  }
  return withEnd(base, `-${crypto.randomUUID().slice(0, 8)}`);
}
