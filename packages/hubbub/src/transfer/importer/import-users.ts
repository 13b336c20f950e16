import type { ImportedPerson } from "@hubbub/auth";
import { LIMITS } from "@hubbub/protocol";

import type { UserRecord } from "../records.ts";
import type { ImportTarget } from "./import-target.ts";
import type { TakeFile } from "./take-files.ts";
import type { Tally } from "./tally.ts";

/** Accounts that are made in one transaction. */
const AT_ONCE = 500;
/** The source's id of the account that stands behind what nobody with an account has said. */
const NOBODY = "";

export interface KnownUser {
  id: number;
  name: string;
  guest: boolean;
}

export interface UserImportOptions {
  target: ImportTarget;
  source: string;
  tally: Tally;
  takeFile: TakeFile;
}

/** Gives the people of a source accounts, and knows who is who from then on. */
export class UserImport {
  readonly #options: UserImportOptions;
  readonly #known = new Map<string, KnownUser>();
  #pending: UserRecord[] = [];
  #nobody: KnownUser | undefined;

  constructor(options: UserImportOptions) {
    this.#options = options;
  }

  async add(record: UserRecord): Promise<void> {
    if (this.#pending.push(record) >= AT_ONCE) await this.flush();
  }

  async flush(): Promise<void> {
    const records = this.#pending;
    this.#pending = [];
    if (records.length === 0) return;
    const { target, source, tally, takeFile } = this.#options;
    const accounts = await target.accounts(source, records.map(personOf));
    const users = records.map((record, at) => {
      const { id, name } = accounts[at]!;
      this.#known.set(record.id, { id, name, guest: record.role === "guest" });
      return userOf(record, id, name);
    });
    await target.users({ users });
    for (const [at, record] of records.entries()) {
      const { id, name, isNew } = accounts[at]!;
      tally.users++;
      if (isNew) tally.newUsers++;
      if (name !== record.name) tally.renamedUsers.push({ was: record.name, is: name });
      const file = record.avatar && (await takeFile(record.avatar, id, record.createdAt || Date.now()));
      if (file !== undefined) await target.avatar({ user: id, file });
    }
  }

  /** Undefined for who the source doesn't have. */
  get(id: string): KnownUser | undefined {
    return this.#known.get(id);
  }

  /** Who stands behind what nobody with an account has said: a bot of the import's own. */
  async nobody(): Promise<KnownUser> {
    this.#nobody ??= await this.#makeNobody();
    return this.#nobody;
  }

  async #makeNobody(): Promise<KnownUser> {
    const { target, source } = this.#options;
    const record: UserRecord = {
      kind: "user",
      id: NOBODY,
      name: `${source}-import`,
      displayName: "",
      title: "",
      timezone: "",
      email: "",
      role: "member",
      bot: true,
      disabled: false,
      createdAt: 0,
      status: { emoji: "", text: "", until: 0 },
      presence: 0,
    };
    const [account] = await target.accounts(source, [personOf(record)]);
    if (account === undefined) throw new Error("the accounts service made no account");
    const { id, name } = account;
    await target.users({ users: [userOf(record, id, name)] });
    return { id, name, guest: false };
  }
}

function personOf({ id, name, email, role, bot, disabled, createdAt }: UserRecord): ImportedPerson {
  return {
    key: id,
    name,
    email: email === "" ? undefined : email,
    admin: role === "admin",
    guest: role === "guest",
    bot,
    disabled,
    createdAt: createdAt || Date.now(),
  };
}

function userOf(record: UserRecord, id: number, name: string) {
  const { displayName, title, timezone, role, bot, disabled, presence, status } = record;
  return {
    id,
    name,
    displayName: displayName.slice(0, LIMITS.displayNameLength),
    title: title.slice(0, LIMITS.titleLength),
    timezone: isTimezone(timezone) ? timezone : "",
    bot,
    admin: role === "admin",
    guest: role === "guest",
    disabled,
    presence,
    statusEmoji: status.emoji,
    statusText: status.text.slice(0, LIMITS.statusLength),
    statusUntil: status.until,
    preferences: record.preferences ?? {},
  };
}

function isTimezone(name: string): boolean {
  try {
    return name !== "" && Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
