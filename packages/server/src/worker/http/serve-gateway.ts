import { ERRORS } from "@hubbub/protocol";
import type { Server } from "bun";

import { Refusal, StartRefused } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { sameSecret } from "../../same-secret.ts";
import type { WorkerMetrics } from "../worker-metrics.ts";
import type { WorkerRoute } from "../worker-part.ts";

/** A request's body may have so many bytes. */
const BODY_BYTES = 8 * 1024 * 1024;

export interface ServeOptions {
  port: number;
  key: string;
  routes: ReadonlyMap<string, WorkerRoute>;
  metrics: WorkerMetrics;
  log: Log;
}

/**
 * Opens the worker's port on the loopback address: POST with the key for the routes, JSON in and out, where a refusal is
 * `{error: {name, …}}`; GET /metrics and /healthz. Throws StartRefused if the port is taken.
 */
export function serveGateway(options: ServeOptions): Server<undefined> {
  const { port, metrics, log } = options;
  try {
    return Bun.serve({
      hostname: "127.0.0.1",
      port,
      reusePort: false,
      maxRequestBodySize: BODY_BYTES,
      routes: {
        "/healthz": new Response("ok\n"),
        "/metrics": async () =>
          new Response(await metrics.registry.metrics(), {
            headers: { "Content-Type": metrics.registry.contentType },
          }),
      },
      fetch: (request) => answer(options, request),
      error: (error) => {
        log.error({ err: error }, "a request failed");
        return refused(new Refusal("internal", "The server failed at this. It has been logged."));
      },
    });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "EADDRINUSE") throw error;
    throw new StartRefused(`Port ${port} is taken: end what listens on it, or choose another with --port.`);
  }
}

async function answer({ key, routes }: ServeOptions, request: Request): Promise<Response> {
  if (!sameSecret(request.headers.get("authorization") ?? "", `Bearer ${key}`)) {
    return new Response("This is for the worker's gateway.\n", { status: 403 });
  }
  const route = routes.get(new URL(request.url).pathname);
  if (route === undefined) return new Response("There is nothing here.\n", { status: 404 });
  if (request.method !== "POST") return new Response("POST to this.\n", { status: 405 });
  try {
    return Response.json((await route(await request.json())) ?? {});
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
}

function refused({ reason: name, message, details }: Refusal): Response {
  return Response.json(
    { error: { name, message, details } },
    { status: ERRORS[name].retry === "later" ? 503 : 400 },
  );
}
