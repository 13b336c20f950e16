import {
  BadFrame,
  type ClientFrame,
  clientFrameToJson,
  decodeServerFrame,
  encodeClientFrame,
  type Init,
  type ServerFrame,
  serverFrameFromJson,
  type Subprotocol,
} from "@hubbub/protocol";

/** The client's half of a codec. The other half would be a third of the bundle. */
export interface ClientCodec {
  readonly subprotocol: Subprotocol;
  encodeClient(frame: Init<ClientFrame>): string | Uint8Array;
  /** Throws BadFrame. */
  decodeServer(data: string | Uint8Array): ServerFrame;
}

export const CLIENT_CODECS: Record<Subprotocol, ClientCodec> = {
  "hubbub.v1.protobuf": {
    subprotocol: "hubbub.v1.protobuf",
    encodeClient: encodeClientFrame,
    decodeServer(data) {
      if (typeof data === "string") throw new BadFrame("", "is text, but this subprotocol is binary");
      return decodeServerFrame(data);
    },
  },
  "hubbub.v1.json": {
    subprotocol: "hubbub.v1.json",
    encodeClient: clientFrameToJson,
    decodeServer(data) {
      if (typeof data !== "string") throw new BadFrame("", "is binary, but this subprotocol is text");
      return serverFrameFromJson(data);
    },
  },
};
