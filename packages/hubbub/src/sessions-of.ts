import { existsSync } from "node:fs";
import { join } from "node:path";

import { authDefaults, openAccounts, OrderRefused, type SessionSummary } from "@hubbub/auth";

import { ACCOUNTS_FILE } from "./data-files.ts";
import type { DatabaseOption } from "./database-option.ts";

/** The logins of an account that go on; none if there is no such account here, or a service elsewhere keeps the accounts. */
export async function sessionsOf(
  { data, database }: { data: string } & DatabaseOption,
  name: string,
): Promise<SessionSummary[]> {
  const path = join(data, ACCOUNTS_FILE);
  if (database === undefined && !existsSync(path)) return [];
  const { memoryCost, timeCost } = authDefaults;
  const accounts = await openAccounts(database ?? path, { create: false, cost: { memoryCost, timeCost } });
  try {
    return await accounts.sessions(name);
  } catch (error) {
    if (error instanceof OrderRefused) return [];
    throw error;
  } finally {
    await accounts.close();
  }
}
