import type { Server } from "bun";

import { serveApi } from "../api/serve-api.ts";
import { accountsMetrics } from "../gateway/accounts-metrics.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import type { Session } from "../gateway/session.ts";
import { upgrade } from "../gateway/upgrade.ts";
import { proxyToAuth } from "./auth-proxy.ts";
import { bodyFault } from "./body-limit.ts";
import { answerFiles } from "./files.ts";
import { incomingWebhook } from "./incoming-webhook.ts";
import { answerOrder } from "./orders.ts";
import { profile } from "./profile.ts";
import { unsubscribe } from "./unsubscribe.ts";
import { answerWorker } from "./worker-routes.ts";

/** How long the accounts service may take for a sign of life, in ms. */
const ACCOUNTS_MS = 2_000;
/** How long a browser may wait for the web client to be built, in s: Bun would cut it off after 10. */
const BUILD_S = 120;
const TEXT = { "Content-Type": "text/plain; charset=utf-8" };

/** Answers an HTTP request, or turns it into a WebSocket (undefined). */
export async function routeHttp(
  gateway: GatewayContext,
  server: Server<Session>,
  request: Request,
  draining: boolean,
): Promise<Response | undefined> {
  const url = URL.parse(request.url);
  if (!url) return text(400, "The address or the Host header of this request is none.");
  const { pathname } = url;
  if (pathname === "/ws") {
    return draining ? stopping() : upgrade(gateway, server, request);
  }
  const peer = server.requestIP(request)?.address;
  const address = peer && gateway.addresses.of(peer, request.headers.get("x-forwarded-for"));
  if (pathname.startsWith("/files/")) {
    return answerFiles(gateway, { request, address });
  }
  const fault = bodyFault(request);
  if (fault) return fault;
  if (pathname.startsWith("/auth/") || pathname === "/.well-known/jwks.json") {
    const viaProxy = peer !== undefined && gateway.addresses.trusts(peer);
    return proxyToAuth(gateway, request, { address, viaProxy });
  }
  if (pathname === "/api" || pathname.startsWith("/api/")) {
    return serveApi(gateway, request, address);
  }
  if (pathname.startsWith("/hooks/")) return incomingWebhook(gateway, request);
  if (pathname.startsWith("/control/orders/")) return answerOrder(gateway, request);
  if (pathname === "/control/profile") return profile(gateway, request);
  if (pathname.startsWith("/internal/worker/")) return answerWorker(gateway, request);
  if (pathname === "/unsubscribe") return unsubscribe(gateway, request);
  if (request.method !== "GET" && request.method !== "HEAD") return text(405, "Only GET is answered here.");
  switch (pathname) {
    case "/healthz":
      return text(200, "ok");
    case "/readyz":
      return draining ? stopping() : ready(gateway);
    case "/metrics":
      return metrics(gateway);
    default:
      return (await webClient(gateway, server, request, url)) ?? plain(pathname);
  }
}

/** The web client's answer, if it has one. */
async function webClient(
  { webClient: client, log }: GatewayContext,
  server: Server<Session>,
  request: Request,
  url: URL,
): Promise<Response | undefined> {
  if (!client) return undefined;
  if (!client.ready) server.timeout(request, BUILD_S);
  try {
    return await client.answer(request, url);
  } catch (error) {
    log.error({ err: error }, "there is no web client to serve");
    return text(503, "The web client could not be built; the server's log says why.");
  }
}

/** For programs, and where no web client is served. */
function plain(pathname: string): Response {
  return pathname === "/"
    ? text(200, "This is a Hubbub chat server. Open it in a browser, or chat in a terminal: npx hubbub chat")
    : text(404, "There is nothing here.");
}

/**
 * The gateway's figures, then the accounts service's and the worker's, so that one address to scrape shows all;
 * without those that don't answer.
 */
async function metrics({ config, worker, metrics: { registry } }: GatewayContext): Promise<Response> {
  const ofWorker = worker.metrics();
  const accounts = accountsMetrics(config.authUrl);
  const body = (await registry.metrics()) + (await accounts) + (await ofWorker);
  return new Response(body, { headers: { "Content-Type": registry.contentType } });
}

/** Ready when both the store and the accounts service answer. */
async function ready(gateway: GatewayContext): Promise<Response> {
  const [store, accounts] = await Promise.allSettled([
    gateway.store.read("channels", { ids: [] }),
    fetch(new URL("/healthz", gateway.config.authUrl), { signal: AbortSignal.timeout(ACCOUNTS_MS) }),
  ]);
  if (store.status === "rejected") return text(503, "The store does not answer.");
  if (accounts.status === "rejected" || !accounts.value.ok) {
    return text(503, "The accounts service does not answer.");
  }
  return text(200, "ready");
}

function stopping(): Response {
  return new Response("The server is stopping. Connect again in a moment.\n", {
    status: 503,
    headers: { ...TEXT, "Retry-After": "2" },
  });
}

function text(status: number, body: string): Response {
  return new Response(`${body}\n`, { status, headers: TEXT });
}
