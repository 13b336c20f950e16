import { SCOPES } from "@hubbub/protocol";
import * as z from "zod";

import { BOT_TOKENS_MAX, createBotToken } from "../../bots/bots.ts";
import type { AuthContext } from "../../context.ts";
import { AuthError } from "../../errors.ts";
import { authenticateAdmin } from "../../http/bearer.ts";
import { readJson } from "../../http/body.ts";
import { wholeParameter } from "../../http/page.ts";
import { answer, type Route } from "../../http/route.ts";
import { checkLabel, id, text } from "../fields.ts";
import { botTokenAnswer } from "./answer.ts";

const scopeText = z.enum(SCOPES, { error: `must be of ${SCOPES.join(", ")}` });
const ADD_BODY = z.object({
  bot: id,
  name: text,
  scopes: z.array(scopeText).min(1, "must name at least one"),
  expires_at: z.int().positive().optional(),
});
const REVOKE_BODY = z.object({ id: text });

/** GET /auth/bots/tokens?bot=ID: the tokens of a bot, for administrators; not their texts, which nobody has any more. */
export const listBotTokens: Route = async (ctx, { request }) => {
  await authenticateAdmin(ctx, request);
  const bot = wholeParameter(request, "bot", 0);
  await checkBot(ctx, bot);
  const tokens = await ctx.store.bots.tokens(bot);
  return answer({ tokens: tokens.map(botTokenAnswer) });
};

/** POST /auth/bots/tokens: makes a long-lived token of a bot, for administrators. Its text is shown this once. */
export const addBotToken: Route = async (ctx, { request }) => {
  const { account: admin } = await authenticateAdmin(ctx, request);
  const { bot, name, scopes, expires_at } = await readJson(request, ADD_BODY);
  checkLabel("name", name);
  if (expires_at !== undefined && expires_at <= ctx.now()) {
    throw new AuthError("invalid", "expires_at: is in the past.", { field: "expires_at" });
  }
  await checkBot(ctx, bot);
  const made = await createBotToken(ctx.store, { bot, name, scopes, expiresAt: expires_at }, ctx.now());
  if (!made) {
    throw new AuthError("forbidden", `A bot has ${BOT_TOKENS_MAX} tokens at most: revoke one first.`, {
      limit: BOT_TOKENS_MAX,
    });
  }
  ctx.log.info({ user: bot, token: made.token.id, by: admin.id }, "bot token created");
  return answer({ token: botTokenAnswer(made.token), text: made.text }, 201);
};

/** POST /auth/bots/tokens/revoke: ends a token, the access tokens that it gave, and their live sockets. */
export const revokeBotToken: Route = async (ctx, { request }) => {
  const { account: admin } = await authenticateAdmin(ctx, request);
  const { id: token } = await readJson(request, REVOKE_BODY);
  if (!(await ctx.store.bots.revokeToken(token, ctx.now()))) {
    throw new AuthError("not_found", "There is no such token.", { field: "id" });
  }
  ctx.log.info({ token, by: admin.id }, "bot token revoked");
  return answer({});
};

async function checkBot(ctx: AuthContext, bot: number): Promise<void> {
  if ((await ctx.store.account(bot))?.bot) return;
  throw new AuthError("not_found", "There is no such bot.", { field: "bot" });
}
