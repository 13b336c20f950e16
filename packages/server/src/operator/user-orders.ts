import { findUser } from "./find.ts";
import type { Operator } from "./operator.ts";

/** What is kept of a user beside the logs, each with its type. */
export async function userRecords(
  operator: Operator,
  { user: name }: { user: string },
): Promise<Record<string, unknown>[]> {
  const { id: user } = await findUser(operator, name);
  return operator.read("userRecords", { user });
}

/** A place in all logs, channel after channel; 0 and 0 before the first. */
interface LogPlace {
  channel: number;
  seq: number;
}

/** A user's events in some of the logs, and where to go on; undefined at the end. */
export async function userEvents(
  operator: Operator,
  { user: name, ...after }: { user: string } & LogPlace,
): Promise<{ records: Record<string, unknown>[]; next?: LogPlace | undefined }> {
  const { id: user } = await findUser(operator, name);
  return operator.read("userEvents", { user, ...after });
}

/** Deletes a user's messages in some of the logs: how many, and where to go on; undefined at the end. */
export async function deleteMessages(
  operator: Operator,
  { user: name, ...after }: { user: string } & LogPlace,
): Promise<{ deleted: number; next?: LogPlace | undefined }> {
  const { id: user } = await findUser(operator, name);
  return operator.do("deleteMessages", { user, ...after, at: Date.now() });
}

/** Empties a user's profile, and forgets what they have begun to write. */
export async function emptyProfile(operator: Operator, { user: name }: { user: string }): Promise<void> {
  const { id: user } = await findUser(operator, name);
  await operator.do("emptyProfile", { user, at: Date.now() });
}
