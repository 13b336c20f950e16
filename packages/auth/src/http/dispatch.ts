import { AccountsUnavailable, USER_AGENT_LENGTH } from "../accounts/account-store.ts";
import type { AuthContext } from "../context.ts";
import { AuthError } from "../errors.ts";
import { addressKey } from "../limits/address-key.ts";
import { HashFailed, HashQueueFull } from "../pool/hash-pool.ts";
import { ROUTES } from "../routes/index.ts";
import { publicOrigin } from "./public-origin.ts";
import type { Incoming, Route } from "./route.ts";

/** Answers a request that came from the address `peer`. Never rejects. */
export async function dispatch(ctx: AuthContext, request: Request, peer: string): Promise<Response> {
  const path = pathOf(request);
  const known = ROUTES.get(path);
  const start = performance.now();
  const response = await respond(ctx, request, peer, known);
  // Paths that are not routes are not labels: anybody could make any number of them.
  const route = known ? path : "other";
  ctx.metrics.requests.inc({ route, status: response.status });
  ctx.log.debug({ route, status: response.status, ms: performance.now() - start }, "request");
  return response;
}

async function respond(
  ctx: AuthContext,
  request: Request,
  peer: string,
  known: ReadonlyMap<string, Route> | undefined,
): Promise<Response> {
  try {
    if (!known) throw new AuthError("not_found", "There is nothing at this path.");
    const route = known.get(request.method);
    if (!route) {
      const allow = [...known.keys()].join(", ");
      throw new AuthError("method_not_allowed", `Use ${allow} here.`, { headers: { Allow: allow } });
    }
    return await route(ctx, incoming(ctx, request, peer));
  } catch (error) {
    return refusal(ctx, error).toResponse();
  }
}

function incoming(ctx: AuthContext, request: Request, peer: string): Incoming {
  const address = ctx.addresses.of(peer, request.headers.get("X-Forwarded-For"));
  const userAgent = (request.headers.get("User-Agent") ?? "").slice(0, USER_AGENT_LENGTH);
  return {
    request,
    address: addressKey(address),
    device: { address, userAgent },
    origin: publicOrigin(ctx.config, request, ctx.addresses.trusts(peer)),
  };
}

function refusal(ctx: AuthContext, error: unknown): AuthError {
  if (error instanceof AuthError) return error;
  if (error instanceof HashQueueFull) {
    const { retryAfterMs } = error;
    return new AuthError("rate_limited", "Too many people log in right now. Wait, then try again.", {
      retryAfterMs,
    });
  }
  if (error instanceof AccountsUnavailable || error instanceof HashFailed) {
    ctx.log.error({ err: error }, "request failed");
    return new AuthError("unavailable", "The service can't do it now. Try again.", { retryAfterMs: 1000 });
  }
  ctx.log.error({ err: error }, "request failed by a fault of the service");
  return new AuthError("internal", "The service made a mistake. It was logged.", { retryAfterMs: 1000 });
}

function pathOf(request: Request): string {
  try {
    return new URL(request.url).pathname;
  } catch {
    return "";
  }
}
