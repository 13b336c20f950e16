import { commandSchema, decodeServerFrame, replyToJson, type UserCommand } from "@hubbub/protocol";

import { asRefusal } from "../core/event-log.ts";
import { Refusal } from "../errors.ts";
import { type Answer, perform } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { refusalResponse } from "../http-refusal.ts";
import { apiCaller } from "./api-caller.ts";
import { type Match, matchRoute } from "./match-route.ts";
import { openApi } from "./open-api.ts";
import { readCommand } from "./read-command.ts";

const COMMANDS = "/commands/";

/** Answers what is asked below /api: commands over HTTP, as JSON. The description is at /api itself. */
export async function serveApi(
  gateway: GatewayContext,
  request: Request,
  address: string | undefined,
): Promise<Response> {
  const path = new URL(request.url).pathname.slice("/api".length);
  if (path === "" || path === "/" || path === "/openapi.json") return Response.json(openApi());
  try {
    return await answer(gateway, request, path, address);
  } catch (error) {
    return refused(gateway, request, error);
  }
}

async function answer(
  gateway: GatewayContext,
  request: Request,
  path: string,
  address: string | undefined,
): Promise<Response> {
  const matched = path.startsWith(COMMANDS) ? command(request, path) : matchRoute(request.method, path);
  if ("methods" in matched) return noRoute(matched.methods);
  const claims = await apiCaller(gateway, request, address);
  const { userId: id, name, admin, bot, guest } = claims;
  const now = performance.now();
  const user = await gateway.users.visit({ id, name, admin, bot, guest }, now);
  const waitMs = user.commands(gateway.config.commandRate, now).take(now);
  if (waitMs > 0) {
    throw new Refusal("rate_limited", "Too many requests. Send it again after a while.", {
      retryAfterMs: waitMs,
    });
  }
  const body = await readCommand(matched.route, matched.fields, request);
  const made = bodyOf(await perform(gateway, { session: undefined, user }, claims, body));
  return Response.json(replyToJson(made), {
    status: request.method === "POST" && made.case !== "done" ? 201 : 200,
  });
}

/** POST /commands/NAME: any command. */
function command(request: Request, path: string): Match {
  const name = path.slice(COMMANDS.length);
  if (commandSchema(name) === undefined || name === "authenticate") return { methods: [] };
  if (request.method !== "POST") return { methods: ["POST"] };
  return { route: { method: "POST", command: name as UserCommand["case"] }, fields: {} };
}

/** Some answers are encoded already. */
function bodyOf(answer: Answer) {
  if (answer.case !== "encoded") return answer;
  const body = decodeServerFrame(answer.encode(1)).replies[0]?.body;
  if (!body?.case) throw new Error("an encoded answer holds no reply");
  return body;
}

function noRoute(methods: readonly string[]): Response {
  const missing = methods.length === 0;
  const message = missing ? "There is no such address: see /api." : `This takes ${methods.join(", ")}.`;
  const headers = missing ? undefined : { Allow: methods.join(", ") };
  const error = { name: missing ? "not_found" : "invalid", message };
  return Response.json({ error }, { status: missing ? 404 : 405, headers });
}

function refused(gateway: GatewayContext, request: Request, cause: unknown): Response {
  const error = asRefusal(cause);
  if (!(error instanceof Refusal)) {
    gateway.log.error({ err: error, path: new URL(request.url).pathname }, "an API request failed");
    gateway.metrics.internalError();
    const internal = new Refusal("internal", "The server failed at this. It has been logged.", {
      retryAfterMs: 1000,
    });
    return refused(gateway, request, internal);
  }
  return refusalResponse(error);
}
