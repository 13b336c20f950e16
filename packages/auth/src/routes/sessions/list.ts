import { authenticatePerson } from "../../http/bearer.ts";
import { answer, type Route } from "../../http/route.ts";

/** GET /auth/sessions: where the account is logged in, the one used last first. Times in ms since 1970 UTC. */
export const listSessions: Route = async (ctx, { request }) => {
  const { account, sid: own } = await authenticatePerson(ctx, request);
  const sessions = await ctx.store.sessions(account.id, ctx.now());
  return answer({
    sessions: sessions.map(({ sid, createdAt, usedAt, userAgent, address }) => ({
      id: sid,
      current: sid === own,
      created_at: createdAt,
      used_at: usedAt,
      user_agent: userAgent,
      address,
    })),
  });
};
