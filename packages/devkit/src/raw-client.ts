import {
  codecFor,
  type Command,
  type Init,
  type Reply,
  type ServerFrame,
  type Subprotocol,
} from "@hubbub/protocol";

/** A bare connection, for what the SDK would never do. */
export interface RawClient {
  readonly socket: WebSocket;
  /** All frames that came, in order; heartbeats are empty. */
  readonly frames: ServerFrame[];
  /** Resolves with the code and reason that the connection was closed with. */
  readonly closed: Promise<{ code: number; reason: string }>;
  /** Sends one command, and resolves with its reply's body; `undefined` if the socket is closed, or closes. */
  ask(body: Init<Command>["body"]): Promise<Reply["body"] | undefined>;
  /** Sends bytes or text as they are. */
  raw(data: string | Uint8Array<ArrayBuffer>): void;
  /** Resolves with the first frame, past or to come, that `test` is true for. */
  until(test: (frame: ServerFrame) => boolean): Promise<ServerFrame>;
  /** Stops reading from the socket, so that the server meets backpressure, until `resume`. */
  pause(): void;
  resume(): void;
  /** Ends the connection without the closing handshake. */
  drop(): void;
  close(): void;
}

/** Connects to ws://…/ws of an http:// URL, and authenticates if a token is given. */
export async function openRawClient(
  url: string,
  token?: string,
  subprotocol: Subprotocol = "hubbub.v1.protobuf",
): Promise<RawClient> {
  const codec = codecFor(subprotocol);
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/ws`, [subprotocol]);
  // What Bun's can do besides.
  const bunSocket = socket as Bun.WebSocket;
  socket.binaryType = "arraybuffer";
  const frames: ServerFrame[] = [];
  const listeners = new Set<(frame: ServerFrame) => void>();
  const replies = new Map<number, (body: Reply["body"] | undefined) => void>();
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.addEventListener("close", ({ code, reason }) => {
      for (const reply of replies.values()) reply(undefined);
      resolve({ code, reason });
    });
  });
  socket.addEventListener("message", ({ data }: MessageEvent<string | ArrayBuffer>) => {
    const frame = codec.decodeServer(typeof data === "string" ? data : new Uint8Array(data));
    frames.push(frame);
    for (const { id, body } of frame.replies) replies.get(id)?.(body);
    for (const listener of listeners) listener(frame);
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error("The connection was refused.")));
  });
  let lastId = 0;
  const client: RawClient = {
    socket,
    frames,
    closed,
    ask(body) {
      const id = ++lastId;
      if (socket.readyState !== WebSocket.OPEN) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        replies.set(id, (answer) => {
          replies.delete(id);
          resolve(answer);
        });
        socket.send(codec.encodeClient({ commands: [{ id, body }] }) as string | Uint8Array<ArrayBuffer>);
      });
    },
    raw: (data) => socket.send(data),
    until: (test) =>
      new Promise((resolve) => {
        const past = frames.find(test);
        if (past) return resolve(past);
        const listener = (frame: ServerFrame): void => {
          if (!test(frame)) return;
          listeners.delete(listener);
          resolve(frame);
        };
        listeners.add(listener);
      }),
    pause: () => void bunSocket.pause(),
    resume: () => void bunSocket.resume(),
    drop: () => bunSocket.terminate(),
    close: () => socket.close(),
  };
  if (token !== undefined) await client.ask({ case: "authenticate", value: { token } });
  return client;
}
