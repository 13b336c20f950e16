import type { RegisterPush, UnregisterPush } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";

const ENDPOINT_BYTES = 2_048;
/** An uncompressed point of P-256, and the secret, as RFC 8291 wants them, in bytes. */
const KEY_BYTES = 65;
const AUTH_BYTES = 16;

/** Adds a browser to those that the user is notified by. */
export async function registerPush(
  gateway: GatewayContext,
  { user }: Caller,
  { endpoint, p256dh, auth }: RegisterPush,
): Promise<Answer> {
  checkEndpoint(endpoint, "registerPush.endpoint");
  checkBytes(p256dh, KEY_BYTES, "registerPush.p256dh");
  checkBytes(auth, AUTH_BYTES, "registerPush.auth");
  await gateway.writes.do("registerPush", { user: user.id, endpoint, p256dh, auth, at: Date.now() });
  return { case: "done", value: {} };
}

export async function unregisterPush(
  gateway: GatewayContext,
  { user }: Caller,
  { endpoint }: UnregisterPush,
): Promise<Answer> {
  checkEndpoint(endpoint, "unregisterPush.endpoint");
  await gateway.writes.do("unregisterPush", { user: user.id, endpoint });
  return { case: "done", value: {} };
}

function checkEndpoint(endpoint: string, field: string): void {
  if (endpoint.length > ENDPOINT_BYTES) {
    const message = `An endpoint has ${ENDPOINT_BYTES} characters at most.`;
    throw new Refusal("too_large", message, { field, limit: ENDPOINT_BYTES });
  }
  if (!/^https?:$/.test(URL.parse(endpoint)?.protocol ?? "")) {
    throw new Refusal("invalid", "An endpoint is an https:// address.", { field });
  }
}

function checkBytes(base64url: string, bytes: number, field: string): void {
  if (/^[\w-]+=*$/.test(base64url) && Buffer.from(base64url, "base64url").length === bytes) return;
  throw new Refusal("invalid", `This has to be ${bytes} bytes as base64url.`, { field, limit: bytes });
}
