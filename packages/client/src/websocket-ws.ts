// Node 20 has no WebSocket of its own. The "imports" of package.json choose this file there.
import { WebSocket } from "ws";

import type { WebSocketConstructor } from "./websocket.ts";

export const PlatformWebSocket: WebSocketConstructor = WebSocket;
