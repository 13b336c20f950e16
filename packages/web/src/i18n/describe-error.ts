import { AccountsUnreachable, ConnectionLost, HubbubError, RequestTimeout } from "@hubbub/client";

import { text } from "./text.ts";

/** A sentence for the user: what went wrong, and what to do. */
export function describeError(error: unknown): string {
  const { errors } = text;
  if (error instanceof AccountsUnreachable || error instanceof ConnectionLost) return errors.unreachable;
  if (error instanceof RequestTimeout) return errors.timeout;
  // What the server refuses, it explains in a sentence.
  if (error instanceof HubbubError) return withWait(error.message, error);
  return errors.unknown;
}

function withWait(message: string, error: HubbubError): string {
  const wait = "retryAfterMs" in error ? Number(error.retryAfterMs) : 0;
  return wait > 0 ? `${message} ${text.errors.retryIn(Math.ceil(wait / 1000))}` : message;
}
