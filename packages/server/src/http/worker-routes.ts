import { ERRORS } from "@hubbub/protocol";

import { activity } from "../commands/from-worker/activity.ts";
import { disableWebhook, forgetPush } from "../commands/from-worker/changes.ts";
import type { FromWorker } from "../commands/from-worker/from-worker.ts";
import { postMessage } from "../commands/from-worker/post-message.ts";
import { Refusal } from "../errors.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { sameSecret } from "../same-secret.ts";
import { takePreviews } from "./worker-previews.ts";

/** What the worker may have the gateway do, by the last part of the path. */
const ROUTES = new Map<string, FromWorker>([
  ["activity", activity],
  ["post-message", postMessage],
  ["disable-webhook", disableWebhook],
  ["forget-push", forgetPush],
  ["previews", takePreviews],
]);

/** POST /internal/worker/NAME with the worker's key: JSON in, JSON out. A refusal is `{error: {name, …}}`. */
export async function answerWorker(gateway: GatewayContext, request: Request): Promise<Response> {
  const { workerKey } = gateway.config;
  const given = request.headers.get("authorization") ?? "";
  if (workerKey === undefined || !sameSecret(given, `Bearer ${workerKey}`)) {
    return new Response("This is for the server's worker.\n", { status: 403 });
  }
  if (request.method !== "POST") return new Response("POST to this.\n", { status: 405 });
  const route = ROUTES.get(new URL(request.url).pathname.slice("/internal/worker/".length));
  if (route === undefined) return new Response("There is nothing here.\n", { status: 404 });
  try {
    return Response.json((await route(gateway, await request.json())) ?? {});
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { reason: name, message, details } = error;
    const status = ERRORS[name].retry === "later" ? 503 : 400;
    return Response.json({ error: { name, message, details } }, { status });
  }
}
