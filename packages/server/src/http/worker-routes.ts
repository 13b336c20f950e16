import { ERRORS } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { sameSecret } from "../same-secret.ts";
import { takePreviews } from "./worker-previews.ts";

/** Does what the worker asks for, and gives the answer; throws Refusal. */
export type FromWorker = (gateway: GatewayContext, body: unknown) => Promise<unknown>;

/** What the worker may have the gateway do, by the last part of the path. */
const ROUTES = new Map<string, FromWorker>([["previews", takePreviews]]);

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
