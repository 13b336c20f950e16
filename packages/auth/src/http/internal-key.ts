import { createHash, timingSafeEqual } from "node:crypto";

import type { AuthContext } from "../context.ts";
import { AuthError } from "../errors.ts";
import { bearerToken } from "./bearer.ts";

/** Throws forbidden unless the request has the key that the service's other processes share. */
export function checkInternalKey(ctx: AuthContext, request: Request): void {
  const { internalKey } = ctx.config;
  if (internalKey !== undefined && sameSecret(bearerToken(request), internalKey)) return;
  throw new AuthError(
    "forbidden",
    "This is for gateways: it needs the internal key that the service was given.",
  );
}

/** Compares in a time that says nothing about where they differ. */
function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
