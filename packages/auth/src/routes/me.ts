import { authenticate } from "../http/bearer.ts";
import { answer, type Route } from "../http/route.ts";
import { userAnswer } from "../tokens/sessions.ts";

/** GET /auth/me: the user of the access token, if its session has not ended. */
export const me: Route = async (ctx, { request }) => {
  const { account } = await authenticate(ctx, request);
  return answer({ user: userAnswer(account) });
};
