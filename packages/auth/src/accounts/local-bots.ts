import { type Scope, userNameFault } from "@hubbub/protocol";

import { BOT_TOKENS_MAX, createBot, createBotToken } from "../bots/bots.ts";
import type { Account, AccountStore } from "./account-store.ts";
import type { BotToken } from "./bot-store.ts";
import { OrderRefused } from "./order-refused.ts";

/** A bot with its tokens, as administrators see them. */
export type BotSummary = Pick<Account, "id" | "name" | "disabled"> & { tokens: BotToken[] };

const PAGE = 500;

/** What an administrator does about bots on the machine itself. Every order throws OrderRefused. */
export class LocalBots {
  constructor(private readonly store: AccountStore) {}

  /** The new bot's id. */
  async create(name: string): Promise<number> {
    const fault = userNameFault(name);
    if (fault) throw new OrderRefused(`The name ${fault}.`);
    const bot = await createBot(this.store, name, Date.now());
    if (bot === "name-taken") throw new OrderRefused(`There is an account named ${name} already.`);
    return bot.id;
  }

  /** All bots by id, read in pages. */
  async *list(): AsyncGenerator<BotSummary> {
    for (let after = 0; ;) {
      const page = await this.store.bots.list(after, PAGE);
      for (const { id, name, disabled } of page) {
        yield { id, name, disabled, tokens: await this.store.bots.tokens(id) };
      }
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.id;
    }
  }

  /** A new token of the bot; its text is in the answer and nowhere else. */
  async createToken(
    bot: string,
    token: { name: string; scopes: readonly Scope[]; expiresAt: number | undefined },
  ): Promise<{ id: string; text: string }> {
    const account = await this.store.accountByName(bot);
    if (!account?.bot) throw new OrderRefused(`There is no bot named ${bot}.`);
    const made = await createBotToken(this.store, { bot: account.id, ...token }, Date.now());
    if (made) return { id: made.token.id, text: made.text };
    throw new OrderRefused(`${bot} has ${BOT_TOKENS_MAX} tokens already: revoke one first.`);
  }

  /** Ends a token, the access tokens that it gave, and their live sockets. */
  async revokeToken(id: string): Promise<void> {
    if (await this.store.bots.revokeToken(id, Date.now())) return;
    throw new OrderRefused(`There is no token ${id}: \`hubbub bot list\` shows them.`);
  }
}
