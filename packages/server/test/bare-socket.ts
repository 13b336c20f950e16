import { connect, type Socket } from "node:net";

/** A WebSocket by hand, on a TCP connection: it can offer what it likes, and stop to read. */
export interface BareSocket {
  readonly socket: Socket;
  /** Status and headers (names in lower case) of the answer to the handshake. */
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** Writes a binary message, masked by zeros; the bytes wait in this process if the server takes no more. */
  write(payload: Uint8Array): void;
  /** The last kilobyte of what came, a character a byte. */
  tail(): string;
}

/** GET /ws of an http:// URL with a handshake (RFC 6455, section 4.1) and further headers. */
export async function openBareSocket(url: string, headers: Record<string, string> = {}): Promise<BareSocket> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  const lines = {
    Host: host,
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": Buffer.alloc(16, 7).toString("base64"),
    "Sec-WebSocket-Protocol": "hubbub.v1.protobuf",
    ...headers,
  };
  const text = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET /ws HTTP/1.1\r\n${text.join("")}\r\n`);
  let tail = "";
  const head = await new Promise<string>((resolve, reject) => {
    let got = "";
    socket.on("data", (bytes) => {
      if (got.includes("\r\n\r\n")) {
        tail = (tail + bytes.toString("latin1")).slice(-1024);
        return;
      }
      got += bytes.toString("latin1");
      const end = got.indexOf("\r\n\r\n");
      if (end === -1) return;
      tail = got.slice(end + 4);
      resolve(got.slice(0, end));
    });
    socket.on("close", () => reject(new Error("The connection was closed before an answer.")));
  });
  const [status = "", ...rest] = head.split("\r\n");
  return {
    socket,
    status: Number(status.split(" ")[1]),
    headers: new Map(
      rest.map((line) => [
        line.slice(0, line.indexOf(":")).toLowerCase(),
        line.slice(line.indexOf(":") + 1).trim(),
      ]),
    ),
    write(payload) {
      const length = payload.length;
      const size = length < 126 ? [0x80 | length] : [0x80 | 126, (length >> 8) & 0xff, length & 0xff];
      socket.write(Buffer.concat([new Uint8Array([0x82, ...size, 0, 0, 0, 0]), payload]));
    },
    tail: () => tail,
  };
}
