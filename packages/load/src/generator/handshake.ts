import { createHash } from "node:crypto";

import { DEFLATE_OFFER } from "./deflate.ts";

/** RFC 6455, section 1.3. */
const ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const END = Buffer.from("\r\n\r\n");
/** Bytes of an answer without an end past which it is no HTTP. */
const ANSWER_LIMIT = 16 * 1024;

/** The server did not agree to speak WebSocket; the message says what it answered. */
export class HandshakeRefused extends Error {
  override name = "HandshakeRefused";
}

/** What a client asks for beside the address. */
export interface HandshakeOptions {
  subprotocol: string;
  /** Whether messages are to be compressed: permessage-deflate (RFC 7692), each message alone. */
  deflate: boolean;
}

/** The client's side of a WebSocket's opening (RFC 6455, section 4.1). */
export class Handshake {
  /** What the client sends first. */
  readonly request: string;
  readonly #accept: string;
  readonly #options: HandshakeOptions;
  #answer: Buffer = Buffer.alloc(0);

  constructor(url: URL, options: HandshakeOptions) {
    const key = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
    this.#accept = createHash("sha1")
      .update(key + ACCEPT_SUFFIX)
      .digest("base64");
    this.#options = options;
    this.request = [
      `GET ${url.pathname}${url.search} HTTP/1.1`,
      `Host: ${url.host}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      `Sec-WebSocket-Key: ${key}`,
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Protocol: ${options.subprotocol}`,
      ...(options.deflate ? [`Sec-WebSocket-Extensions: ${DEFLATE_OFFER}`] : []),
      "\r\n",
    ].join("\r\n");
  }

  /**
   * Takes bytes of the server's answer. Gives what came after it when the answer is complete and right, else
   * undefined. Throws HandshakeRefused.
   */
  push(chunk: Uint8Array): Uint8Array | undefined {
    this.#answer = Buffer.concat([this.#answer, chunk]);
    const end = this.#answer.indexOf(END);
    if (end === -1) {
      if (this.#answer.length > ANSWER_LIMIT) throw new HandshakeRefused("The server answered no HTTP.");
      return undefined;
    }
    this.#check(this.#answer.toString("latin1", 0, end));
    return this.#answer.subarray(end + END.length);
  }

  #check(answer: string): void {
    const [status = "", ...lines] = answer.split("\r\n");
    if (!status.startsWith("HTTP/1.1 101 ")) throw new HandshakeRefused(`The server answered "${status}".`);
    const headers = new Map<string, string>();
    for (const line of lines) {
      const colon = line.indexOf(":");
      headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
    }
    if (headers.get("sec-websocket-accept") !== this.#accept) {
      throw new HandshakeRefused("The server answered with a wrong Sec-WebSocket-Accept.");
    }
    const { subprotocol, deflate } = this.#options;
    const chosen = headers.get("sec-websocket-protocol");
    if (chosen !== subprotocol) {
      throw new HandshakeRefused(`The server chose the subprotocol ${chosen}, not ${subprotocol}.`);
    }
    const extensions = (headers.get("sec-websocket-extensions") ?? "").split(/\s*[;,]\s*/);
    if (deflate && !extensions.includes("server_no_context_takeover")) {
      throw new HandshakeRefused("The server doesn't compress messages: permessage-deflate is off there.");
    }
    if (!deflate && headers.has("sec-websocket-extensions")) {
      throw new HandshakeRefused("The server chose an extension that was not offered.");
    }
  }
}
