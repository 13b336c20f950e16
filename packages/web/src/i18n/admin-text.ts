import { admin } from "./en/admin.ts";

/** The words of the administration, which are loaded with it and not with the chat. */
export type AdminText = typeof admin;

export const adminText: AdminText = admin;

export function useAdminText(): AdminText {
  return adminText;
}
