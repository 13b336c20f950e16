import { type BanState, LIMITS, type Role, type User } from "@hubbub/protocol";

import { allPages, type Ask } from "./ask.ts";

/** A member and their role. */
export interface Member extends User {
  role: Role;
}

/** Who is in a channel. Calls reject as `Ask` does; what the user's role doesn't allow is refused as "forbidden". */
export class ChannelMembers {
  readonly #channel: number;
  readonly #ask: Ask;

  constructor(channel: number, ask: Ask) {
    this.#channel = channel;
    this.#ask = ask;
  }

  /** All, by id. */
  list(): Promise<Member[]> {
    return allPages(async (last?: Member) => {
      const query = { channel: this.#channel, after: last?.id ?? 0, limit: LIMITS.pageMax };
      const { users, roles, more } = await this.#ask("listMembers", query);
      return {
        items: users.map((user, at) => Object.assign({ role: (roles[at] ?? 0) as Role }, user)),
        more,
      };
    });
  }

  /** Adds 1 to 100 users, as guests or members; who is a member already stays as they are. */
  async add(users: readonly number[], role?: Role): Promise<void> {
    await this.#ask("addMembers", { channel: this.#channel, users, role });
  }

  /** Removes a member, who may come back. */
  async remove(user: number): Promise<void> {
    await this.#ask("removeMember", { channel: this.#channel, user });
  }

  async setRole(user: number, role: Role): Promise<void> {
    await this.#ask("setRole", { channel: this.#channel, user, role });
  }

  /** Keeps a member from sending until then, in milliseconds since 1970 UTC; 0 ends it. */
  async mute(user: number, until: number): Promise<void> {
    await this.#ask("mute", { channel: this.#channel, user, until });
  }

  /** Removes a user, who can't come back before `until` (0: for good). `reason` has up to 500 characters. */
  async ban(user: number, { until = 0, reason = "" } = {}): Promise<void> {
    await this.#ask("ban", { channel: this.#channel, user, until, reason });
  }

  async unban(user: number): Promise<void> {
    await this.#ask("unban", { channel: this.#channel, user });
  }

  async bans(): Promise<BanState[]> {
    return (await this.#ask("listBans", { channel: this.#channel })).bans;
  }
}
