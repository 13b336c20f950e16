import {
  type Channel as ChannelInfo,
  type CreateChannel,
  type Init,
  type Invite,
  LIMITS,
} from "@hubbub/protocol";

import { allPages, type Ask } from "./ask.ts";
import type { Channel } from "./channel.ts";

/** Channels as they can be found, made and entered. Calls reject as `Ask` does. */
export class ChannelDirectory {
  readonly #ask: Ask;
  readonly #open: (info: ChannelInfo) => Channel;

  constructor(ask: Ask, open: (info: ChannelInfo) => Channel) {
    this.#ask = ask;
    this.#open = open;
  }

  /** All public channels, and those that the user is a member of, by name. */
  list(): Promise<ChannelInfo[]> {
    return allPages(async (last?: ChannelInfo) => {
      const page = await this.#ask("listChannels", { after: last?.name ?? "", limit: LIMITS.pageMax });
      return { items: page.channels, more: page.more };
    });
  }

  /**
   * Creates a channel, a public one if no kind is given, and opens it. RefusedError "name_taken" if there is one of
   * this name. ConnectionLost or RequestTimeout leave open whether it was made.
   */
  async create(channel: Init<CreateChannel> & { name: string }): Promise<Channel> {
    return this.#open(await this.#ask("createChannel", channel));
  }

  /** The direct channel with one to seven others, opened; made if there is none. */
  async openDirect(users: readonly number[]): Promise<Channel> {
    return this.#open(await this.#ask("openDirect", { users }));
  }

  /** What an invitation is for. */
  invite(code: string): Promise<Invite> {
    return this.#ask("getInvite", { code });
  }

  /** Joins the invitation's channel and opens it. */
  async joinByInvite(code: string): Promise<Channel> {
    return this.#open(await this.#ask("joinByInvite", { code }));
  }
}
