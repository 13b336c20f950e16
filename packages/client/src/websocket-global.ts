// Browsers, Bun, Deno and Node 22 have a WebSocket of their own.
import type { WebSocketConstructor } from "./websocket.ts";

export const PlatformWebSocket: WebSocketConstructor = globalThis.WebSocket;
