import * as z from "zod";

import { readJson } from "../http/body.ts";
import { answer, type Route } from "../http/route.ts";
import { text } from "./fields.ts";

const BODY = z.object({ refresh_token: text });

/** POST /auth/logout: ends the session; no error if there is none (any more). */
export const logout: Route = async (ctx, { request }) => {
  const { refresh_token } = await readJson(request, BODY);
  await ctx.sessions.end(refresh_token, ctx.now());
  return answer({});
};
