import { encodeEntry, LIMITS, type Send } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMember, noChannel } from "./checks.ts";

const CLIENT_ID = /^[\x21-\x7e]{1,64}$/;

/** Appends a message; the reply comes after its commit (P1), the same one for a repeated client id (P3). */
export async function send(gateway: GatewayContext, { user }: Caller, command: Send): Promise<Answer> {
  const { channel, clientId, text } = command;
  checkMember(user, channel);
  checkClientId(clientId);
  checkText(text);
  checkRate(gateway, user.sends.take(performance.now()));
  const at = Date.now();
  const entry = encodeEntry({ at, user: user.id, body: { case: "message", value: { text } } });
  const result = await gateway.events.append({ channel, user: user.id, clientId, at, entry });
  switch (result.outcome) {
    case "appended":
      return { case: "sent", value: { channel, seq: result.seq, at, repeated: false } };
    case "repeated":
      return { case: "sent", value: { channel, seq: result.seq, at: result.at, repeated: true } };
    case "reused":
      throw new Refusal(
        "client_id_reused",
        "This client_id made a message in another channel. Choose a new one.",
        {
          field: "send.clientId",
        },
      );
    case "no-channel":
      throw noChannel(channel);
  }
}

function checkClientId(clientId: string): void {
  if (CLIENT_ID.test(clientId)) return;
  const message = `A client_id has 1 to ${LIMITS.clientIdLength} printable ASCII characters without spaces.`;
  throw new Refusal("invalid", message, { field: "send.clientId", limit: LIMITS.clientIdLength });
}

function checkText(text: string): void {
  if (text.length === 0) {
    throw new Refusal("invalid", "A message needs a text.", { field: "send.text", limit: 1 });
  }
  // A UTF-16 unit takes 3 bytes at most, so short texts need no counting.
  if (text.length * 3 > LIMITS.textBytes && Buffer.byteLength(text) > LIMITS.textBytes) {
    const message = `A message has ${LIMITS.textBytes} bytes of UTF-8 at most.`;
    throw new Refusal("too_large", message, { field: "send.text", limit: LIMITS.textBytes });
  }
}

function checkRate(gateway: GatewayContext, waitMs: number): void {
  if (waitMs === 0) return;
  gateway.metrics.rateLimited();
  throw new Refusal("rate_limited", "You send too fast. Send it again after retry_after_ms.", {
    retryAfterMs: waitMs,
  });
}
