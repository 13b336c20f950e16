import { type Subprotocol, SUBPROTOCOLS } from "@hubbub/protocol";

import type { GatewayContext } from "./gateway-context.ts";
import { originAllowed } from "./origin.ts";
import { Session } from "./session.ts";

/** What upgrading a request needs of Bun's server. */
export interface Upgrader {
  upgrade(request: Request, options: { data: Session; headers: Record<string, string> }): boolean;
}

/** Turns GET /ws into a session, or answers why not. */
export function upgrade(gateway: GatewayContext, server: Upgrader, request: Request): Response | undefined {
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    return refuse(426, "This is a WebSocket address: connect to it with a WebSocket client.", {
      Upgrade: "websocket",
    });
  }
  if (!originAllowed(request, gateway.config.origins)) {
    return refuse(403, "Pages of this origin may not connect. The server's --origins names those that may.");
  }
  if (gateway.sessions.size >= gateway.config.maxConnections) {
    return refuse(503, "The server has as many connections as it may. Try again later.", {
      "Retry-After": "5",
    });
  }
  const subprotocol = chooseSubprotocol(request.headers.get("sec-websocket-protocol"));
  if (!subprotocol) return refuse(400, `Offer one of the subprotocols ${SUBPROTOCOLS.join(", ")}.`);
  const data = new Session(gateway, subprotocol, performance.now());
  const upgraded = server.upgrade(request, { data, headers: { "Sec-WebSocket-Protocol": subprotocol } });
  return upgraded ? undefined : refuse(400, "This is no valid WebSocket handshake (RFC 6455, section 4.1).");
}

/** The first of the client's offers that the server knows. */
function chooseSubprotocol(offered: string | null): Subprotocol | undefined {
  for (const offer of (offered ?? "").split(",")) {
    const known = SUBPROTOCOLS.find((subprotocol) => subprotocol === offer.trim());
    if (known) return known;
  }
  return undefined;
}

function refuse(status: number, message: string, headers: Record<string, string> = {}): Response {
  return new Response(`${message}\n`, { status, headers });
}
