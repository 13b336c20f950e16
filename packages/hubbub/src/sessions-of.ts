import { existsSync } from "node:fs";
import { join } from "node:path";

import { authDefaults, openAccounts, OrderRefused, type SessionSummary } from "@hubbub/auth";

import { ACCOUNTS_FILE } from "./data-files.ts";

/** The logins of an account that go on; none if there is no such account here, or a service elsewhere keeps the accounts. */
export async function sessionsOf(data: string, name: string): Promise<SessionSummary[]> {
  const path = join(data, ACCOUNTS_FILE);
  if (!existsSync(path)) return [];
  const { memoryCost, timeCost } = authDefaults;
  const accounts = openAccounts(path, { create: false, cost: { memoryCost, timeCost } });
  try {
    return await accounts.sessions(name);
  } catch (error) {
    if (error instanceof OrderRefused) return [];
    throw error;
  } finally {
    await accounts.close();
  }
}
