import { describe } from "bun:test";

import { accountsContract } from "./store-contract/accounts.ts";
import { botsContract } from "./store-contract/bots.ts";
import { importsContract } from "./store-contract/imports.ts";
import { invitationsContract } from "./store-contract/invitations.ts";
import type { MakeDatabase } from "./store-contract/opened.ts";
import { revocationsContract } from "./store-contract/revocations.ts";
import { sessionsContract } from "./store-contract/sessions.ts";
import { waysInContract } from "./store-contract/ways-in.ts";

/** What every AccountStore has to do. `make` gives an empty database each time. */
export function accountStoreContract(kind: string, make: MakeDatabase): void {
  describe(`accounts on ${kind}`, () => accountsContract(make));
  describe(`sessions on ${kind}`, () => sessionsContract(make));
  describe(`revocations on ${kind}`, () => revocationsContract(make));
  describe(`ways in on ${kind}`, () => waysInContract(make));
  describe(`bots on ${kind}`, () => botsContract(make));
  describe(`invitations on ${kind}`, () => invitationsContract(make));
  describe(`imports on ${kind}`, () => importsContract(make));
}
