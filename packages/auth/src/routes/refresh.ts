import * as z from "zod";

import { readJson } from "../http/body.ts";
import { answer, type Route } from "../http/route.ts";
import { text } from "./fields.ts";

const BODY = z.object({ refresh_token: text });

/** POST /auth/refresh: a new access token and the next refresh token for a live refresh token. */
export const refresh: Route = async (ctx, { request, device }) => {
  const { refresh_token } = await readJson(request, BODY);
  return answer(await ctx.sessions.refresh(refresh_token, device, ctx.now()));
};
