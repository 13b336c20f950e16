import { LIMITS } from "@hubbub/protocol";
import type { Server } from "bun";

import { StartRefused } from "../errors.ts";
import { BODY_BYTES } from "../http/body-limit.ts";
import { routeHttp } from "../http/route-http.ts";
import type { GatewayContext } from "./gateway-context.ts";
import { OUTBOUND_BYTES } from "./outbound.ts";
import type { Session } from "./session.ts";

/** Opens the port: HTTP, and WebSockets on /ws. Throws StartRefused if it can't. */
export function listen(gateway: GatewayContext, isDraining: () => boolean): Server<Session> {
  const { host, port, deflate, maxFileBytes } = gateway.config;
  try {
    return Bun.serve<Session>({
      hostname: host,
      port,
      // Bun would let a second server of this process share the port.
      reusePort: false,
      // Only uploads may have so many: route-http.ts refuses others.
      maxRequestBodySize: Math.max(BODY_BYTES, maxFileBytes),
      fetch: (request, server) => routeHttp(gateway, server, request, isDraining()),
      error: (error) => {
        gateway.log.error({ err: error }, "a request failed");
        return new Response("The server failed at this. It has been logged.\n", { status: 500 });
      },
      websocket: {
        maxPayloadLength: LIMITS.frameBytes,
        // Never reached: a session writes nothing while its socket has a backlog. Bun drops past it.
        backpressureLimit: 4 * OUTBOUND_BYTES,
        perMessageDeflate: deflate,
        // The heartbeat is our own: sends would push Bun's timeout back.
        idleTimeout: 0,
        sendPings: false,
        open(ws) {
          ws.data.opened(ws);
          gateway.sessions.add(ws.data);
        },
        message: (ws, data) => ws.data.receive(data),
        drain: (ws) => ws.data.drained(),
        close: (ws) => ws.data.closed(),
      },
    });
  } catch (error) {
    throw refusal(error, host, port);
  }
}

function refusal(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return new StartRefused(`Port ${port} is taken: end what listens on it, or choose another with --port.`);
  }
  if (code === "EACCES") {
    return new StartRefused(
      `Port ${port} may not be opened by this user: choose one above 1023 with --port.`,
    );
  }
  // Which of several errors it is depends on how the name or address is no good.
  if (code !== undefined) {
    return new StartRefused(`This machine can't listen on ${host} (${code}): choose another with --host.`);
  }
  return error;
}
