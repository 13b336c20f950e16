import type { GatewayContext } from "../gateway/gateway-context.ts";

/** Longer than the accounts service lets a password wait, in ms. */
const TIMEOUT_MS = 30_000;
/** What of the request the accounts service needs. */
const REQUEST_HEADERS = ["authorization", "content-type", "accept", "origin", "user-agent"];

/** Who a request comes from. */
export interface ProxiedCaller {
  /** The client's address, as far as it is known. */
  address: string | undefined;
  /** Whether a trusted proxy brought it, which is believed about the scheme that the client used. */
  viaProxy: boolean;
}

/**
 * Hands the request on to the accounts service, so that clients need one address only. What is for the server's own
 * processes stays between them: the feed of revocations, and all below /auth/internal/.
 */
export async function proxyToAuth(
  gateway: GatewayContext,
  request: Request,
  { address, viaProxy }: ProxiedCaller,
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  if (pathname === "/auth/revocations" || pathname.startsWith("/auth/internal/"))
    return failure(404, "not_found", "There is no such address.");
  const headers = new Headers();
  for (const name of REQUEST_HEADERS) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const host = request.headers.get("host");
  if (host !== null) headers.set("x-forwarded-host", host);
  if (address !== undefined) headers.set("x-forwarded-for", address);
  const scheme = viaProxy ? request.headers.get("x-forwarded-proto") : null;
  if (scheme !== null) headers.set("x-forwarded-proto", scheme);
  try {
    const response = await fetch(new URL(pathname + search, gateway.config.authUrl), {
      method: request.method,
      headers,
      body: request.method === "GET" || request.method === "HEAD" ? undefined : await request.arrayBuffer(),
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return new Response(response.body, { status: response.status, headers: passedOn(response.headers) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    gateway.log.warn({ reason, path: pathname }, "the accounts service can't be reached");
    return failure(503, "unavailable", "The accounts service can't be reached. Try again a little later.");
  }
}

/** What of the answer the client needs. */
const ANSWER_HEADERS = ["content-type", "cache-control", "retry-after", "allow", "www-authenticate"].concat([
  "location",
  "referrer-policy",
  "content-security-policy",
  "x-frame-options",
]);

function passedOn(from: Headers): Headers {
  const headers = new Headers();
  for (const name of ANSWER_HEADERS) {
    const value = from.get(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}

function failure(status: number, code: string, message: string): Response {
  const headers = { "Cache-Control": "no-store", ...(status === 503 && { "Retry-After": "1" }) };
  return Response.json({ error: { code, message } }, { status, headers });
}
