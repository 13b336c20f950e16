import { expect, test } from "bun:test";

import type { Account } from "../../src/accounts/account-store.ts";
import type { BotToken } from "../../src/accounts/bot-store.ts";
import { type MakeDatabase, openEach } from "./opened.ts";
import { hash } from "./samples.ts";

const botToken = (id: string, { id: bot }: Account, more: Partial<BotToken> = {}): BotToken => ({
  id,
  bot,
  name: "deploy",
  scopes: ["messages:write", "users:read"],
  createdAt: 1000,
  expiresAt: undefined,
  usedAt: undefined,
  ...more,
});

/** Bots and their tokens. */
export function botsContract(make: MakeDatabase): void {
  const opened = openEach(make);

  test("[A25.1] a bot has no password, no role and no session, but tokens", async () => {
    const { store, other, makeAccount } = opened();
    const ada = await makeAccount("Ada");
    const bot = await makeAccount("deployer", { passwordHash: undefined, bot: true });
    expect(bot).toMatchObject({ bot: true, admin: false });
    expect(await store.setRole(bot.id, "admin", 2000)).toBe(false);
    expect(await store.bots.list(0, 10)).toEqual([bot]);
    expect(await store.bots.list(bot.id, 10)).toEqual([]);
    expect(await store.bots.addToken(botToken("t", ada), hash(1), 2)).toBe(false);
    expect(await store.bots.addToken(botToken("t", bot), hash(1), 2)).toBe(true);
    expect(await store.bots.addToken(botToken("u", bot, { expiresAt: 2000 }), hash(2), 2)).toBe(true);
    expect(await store.bots.addToken(botToken("v", bot), hash(3), 2)).toBe(false);
    expect(await other.bots.tokens(bot.id)).toEqual([
      botToken("t", bot),
      botToken("u", bot, { expiresAt: 2000 }),
    ]);
  });

  test("[A25.2] a bot's token is used until it expires or is revoked, which is entered in the feed", async () => {
    const { store, other, makeAccount, feed } = opened();
    const bot = await makeAccount("deployer", { passwordHash: undefined, bot: true });
    await store.bots.addToken(botToken("t", bot), hash(1), 9);
    await store.bots.addToken(botToken("u", bot, { expiresAt: 2000 }), hash(2), 9);
    expect(await store.bots.use(hash(3), 1500)).toBeUndefined();
    expect(await other.bots.use(hash(2), 1999)).toEqual({
      token: botToken("u", bot, { expiresAt: 2000, usedAt: 1999 }),
      account: bot,
    });
    expect(await store.sessionAccount("u", 1999)).toEqual(bot);
    expect(await store.bots.use(hash(2), 2000)).toBeUndefined();
    expect(await store.sessionAccount("u", 2000)).toBeUndefined();
    expect(await store.sessionAccount("t", 99_999)).toEqual(bot);
    expect(await store.bots.revokeToken("t", 3000)).toBe(true);
    expect(await store.bots.revokeToken("t", 3001)).toBe(false);
    expect(await store.bots.use(hash(1), 3002)).toBeUndefined();
    expect(await store.sessionAccount("t", 3002)).toBeUndefined();
    expect(await feed()).toEqual([[bot.id, "t", "bot-token"]]);
  });
}
