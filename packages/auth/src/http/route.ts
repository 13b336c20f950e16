import type { Device } from "../accounts/account-store.ts";
import type { AuthContext } from "../context.ts";

export type Method = "GET" | "POST";

export interface Incoming {
  request: Request;
  /** Who asks, for counting; see addressKey. */
  address: string;
  /** Who asks, for the list of sessions. */
  device: Device;
  /** The address that the client knows the service by, as an origin; see publicOrigin. */
  origin: string;
}

/** Answers a request; throws AuthError to refuse it. */
export type Route = (ctx: AuthContext, incoming: Incoming) => Promise<Response>;

/** A JSON answer that nobody may cache. */
export function answer(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
}
