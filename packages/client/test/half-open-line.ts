import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A way to a server whose connections can be lost as a machine that sleeps loses them: for the client they stay open and silent. */
export class HalfOpenLine {
  readonly #listener: Server;
  readonly #pairs = new Map<Socket, Socket>();

  private constructor(listener: Server) {
    this.#listener = listener;
  }

  /** To the server at this URL, which listens on 127.0.0.1. */
  static async open(url: string): Promise<HalfOpenLine> {
    const listener = createServer();
    const line = new HalfOpenLine(listener);
    listener.on("connection", (client) => line.#join(client, Number(new URL(url).port)));
    listener.listen(0, "127.0.0.1");
    await once(listener, "listening");
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#listener.address() as AddressInfo).port}`;
  }

  /** The server's ends of all connections that there are go away, and the client never hears of it. New ones work. */
  loseAll(): void {
    for (const [client, server] of this.#pairs) {
      client.unpipe(server);
      server.unpipe(client);
      client.resume();
      server.removeAllListeners("close").destroy();
    }
  }

  [Symbol.dispose](): void {
    this.#listener.close();
    for (const client of this.#pairs.keys()) client.destroy();
  }

  #join(client: Socket, port: number): void {
    const server = connect({ host: "127.0.0.1", port });
    this.#pairs.set(client, server);
    client.pipe(server).pipe(client);
    // An error is followed by "close".
    for (const socket of [client, server]) socket.on("error", () => {});
    server.on("close", () => client.destroy());
    client.on("close", () => {
      this.#pairs.delete(client);
      server.destroy();
    });
  }
}
