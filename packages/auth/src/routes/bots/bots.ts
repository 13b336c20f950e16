import * as z from "zod";

import { createBot } from "../../bots/bots.ts";
import { authenticateAdmin } from "../../http/bearer.ts";
import { readJson } from "../../http/body.ts";
import { readPage } from "../../http/page.ts";
import { answer, type Route } from "../../http/route.ts";
import { checkName, nameTaken, text } from "../fields.ts";
import { accountAnswer } from "../users/answer.ts";

const BODY = z.object({ name: text });

/** GET /auth/bots?after=&limit=: the accounts of bots, for administrators. */
export const listBots: Route = async (ctx, { request }) => {
  await authenticateAdmin(ctx, request);
  const { after, limit } = readPage(request);
  const page = await ctx.store.bots.list(after, limit);
  return answer({ bots: page.map(accountAnswer), more: page.length === limit });
};

/** POST /auth/bots: makes a bot's account, for administrators. */
export const addBot: Route = async (ctx, { request }) => {
  const { account: admin } = await authenticateAdmin(ctx, request);
  const { name } = await readJson(request, BODY);
  checkName("name", name);
  const bot = await createBot(ctx.store, name, ctx.now());
  if (bot === "name-taken") throw nameTaken();
  ctx.log.info({ user: bot.id, by: admin.id }, "bot created");
  return answer({ bot: accountAnswer(bot) }, 201);
};
