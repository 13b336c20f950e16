import type { Route } from "../http/route.ts";

/** GET /metrics, for Prometheus. */
export const metrics: Route = async ({ metrics: { registry } }) =>
  new Response(await registry.metrics(), { headers: { "Content-Type": registry.contentType } });
