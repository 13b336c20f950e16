import * as z from "zod";

import { hashBotTokenText } from "../../bots/bot-token-text.ts";
import { AuthError } from "../../errors.ts";
import { readJson } from "../../http/body.ts";
import { answer, type Route } from "../../http/route.ts";
import { userAnswer } from "../../tokens/sessions.ts";
import { text } from "../fields.ts";

const BODY = z.object({ token: text });

/** POST /auth/bot-token: an access token for a bot's long-lived one. There is no refresh token: come again with the same. */
export const exchangeBotToken: Route = async (ctx, { request, address }) => {
  const { token: given } = await readJson(request, BODY);
  ctx.limits.take("checksPerAddress", address, ctx.now());
  const used = await ctx.store.bots.use(hashBotTokenText(given), ctx.now());
  if (!used) {
    throw new AuthError("token_invalid", "The bot token is wrong, was revoked, or has expired.", {
      field: "token",
    });
  }
  const { account, token } = used;
  if (account.disabled) throw new AuthError("forbidden", "This bot is disabled.");
  const { scopes, expiresAt } = token;
  const access = await ctx.access.issue(account, { sid: token.id, scopes, expiresAt }, ctx.now());
  return answer({
    user: userAnswer(account),
    access_token: access.token,
    expires_in: access.expiresIn,
    scopes,
  });
};
