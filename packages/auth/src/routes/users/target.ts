import type { Account } from "../../accounts/account-store.ts";
import type { AuthContext } from "../../context.ts";
import { AuthError } from "../../errors.ts";

/** The account that an administrator acts on. Throws not_found, or forbidden for their own: so one always remains. */
export async function targetAccount(ctx: AuthContext, admin: Account, id: number): Promise<Account> {
  if (id === admin.id) {
    throw new AuthError("forbidden", "Not on your own account: another administrator can.", { field: "id" });
  }
  const account = await ctx.store.account(id);
  if (account) return account;
  throw new AuthError("not_found", "There is no such account.", { field: "id" });
}
