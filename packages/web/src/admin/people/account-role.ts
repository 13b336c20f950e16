import type { AccountDetails, AccountRole } from "@hubbub/client";

export function roleOf({ admin, guest = false }: AccountDetails): AccountRole {
  if (admin) return "admin";
  return guest ? "guest" : "member";
}

/** The account in another role. */
export function withRole(user: AccountDetails, role: AccountRole): AccountDetails {
  return { ...user, admin: role === "admin", guest: role === "guest" };
}
