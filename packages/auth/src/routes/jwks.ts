import type { Route } from "../http/route.ts";

/** GET /.well-known/jwks.json: the public keys of access tokens (RFC 7517), the next one included. */
export const jwks: Route = async (ctx) => {
  const body = await ctx.keys.jwks(ctx.now());
  const cache = `public, max-age=${ctx.config.jwksCacheSeconds}`;
  return Response.json(body, { headers: { "Cache-Control": cache } });
};
