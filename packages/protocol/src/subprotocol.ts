/** The WebSocket subprotocols (Sec-WebSocket-Protocol), in the server's order of preference. */
export const SUBPROTOCOLS = ["hubbub.v1.protobuf", "hubbub.v1.json"] as const;

export type Subprotocol = (typeof SUBPROTOCOLS)[number];
