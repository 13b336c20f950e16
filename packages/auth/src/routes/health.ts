import { answer, type Route } from "../http/route.ts";

/** GET /healthz: the process answers. */
export const healthz: Route = async () => answer({ status: "ok" });

/** GET /readyz: the database can be read; 503 if not. */
export const readyz: Route = async (ctx) => {
  await ctx.store.check();
  return answer({ status: "ready" });
};
