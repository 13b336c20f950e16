import type { AccountSummary } from "@hubbub/auth";
import type { ReadVerbs, Snapshot, VerbResult } from "@hubbub/server";

import type { ExportedFiles } from "./exported-files.ts";
import { nameIn, PRESENCES } from "./names.ts";

const PAGE = 500;

type UserRow = VerbResult<ReadVerbs["exportUsers"]>[number];

/** Users by id: of the chat, of the accounts, or mostly of both. */
export async function* userLines(
  snapshot: Snapshot,
  accounts: AsyncIterable<AccountSummary> | undefined,
  files: ExportedFiles,
): AsyncGenerator<object> {
  const users = pagesOf(snapshot);
  let user = users.next().value;
  for await (const account of accounts ?? []) {
    for (; user !== undefined && user.id < account.id; user = users.next().value)
      yield await lineOf(user, undefined, files);
    if (user?.id === account.id) {
      yield await lineOf(user, account, files);
      user = users.next().value;
    } else yield await lineOf(undefined, account, files);
  }
  for (; user !== undefined; user = users.next().value) yield await lineOf(user, undefined, files);
}

function* pagesOf(snapshot: Snapshot): Generator<UserRow, undefined> {
  for (let after = 0; ;) {
    const page = snapshot.read("exportUsers", { after, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return undefined;
    after = last.id;
  }
}

async function lineOf(
  user: UserRow | undefined,
  account: AccountSummary | undefined,
  files: ExportedFiles,
): Promise<object> {
  const known = account ?? user;
  if (known === undefined) throw new Error("a line of nobody");
  const { statusEmoji: emoji = "", statusText: text = "", statusUntil: until = 0 } = user ?? {};
  return {
    id: known.id,
    name: known.name,
    displayName: user?.displayName,
    title: user?.title,
    timezone: user?.timezone,
    email: account?.email,
    role: known.admin ? "admin" : known.guest ? "guest" : "member",
    bot: known.bot,
    disabled: known.disabled,
    createdAt: account?.createdAt,
    status: emoji === "" && text === "" ? undefined : { emoji, text, until },
    presence: nameIn(PRESENCES, user?.presence ?? 0),
    avatar: await files.one(user?.avatar ?? 0),
    preferences:
      user === undefined || user.preferences === "{}" ? undefined : (JSON.parse(user.preferences) as object),
  };
}
