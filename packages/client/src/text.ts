import { LIMITS } from "@hubbub/protocol";

import { RefusedError } from "./errors.ts";

/** Refuses what the server would refuse, before it waits in the outbox. RefusedError: "invalid" or "too_large". */
export function checkText(text: string, mayBeEmpty = false): void {
  if (text === "" && !mayBeEmpty) throw refused("invalid", "The message is empty.", 0);
  if (!text.isWellFormed())
    throw refused("invalid", "The message holds half a character (a lone surrogate).", 0);
  // A UTF-16 unit takes at most 3 bytes of UTF-8.
  if (text.length * 3 <= LIMITS.textBytes) return;
  const bytes = new TextEncoder().encode(text).length;
  if (bytes <= LIMITS.textBytes) return;
  throw refused(
    "too_large",
    `The message takes ${bytes} bytes, ${LIMITS.textBytes} are allowed.`,
    LIMITS.textBytes,
  );
}

function refused(reason: string, message: string, limit: number): RefusedError {
  return new RefusedError({ code: 0, reason, message, field: "send.text", limit, retryAfterMs: 0 });
}
