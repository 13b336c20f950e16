import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { acceptSocks, answerSocks, SocksReply, type SocksTarget } from "./socks.ts";

/** A browser's connection, and what it leads to. */
interface Pair {
  readonly browser: Socket;
  readonly server: Socket;
  /** The server's end is gone, and the browser never hears of it. */
  lost: boolean;
}

/**
 * One browser's way to the server, which can be cut: a SOCKS 5 proxy that leads to the server, and else to its
 * neighbours alone. The page has the server's own address, and each browser a line of its own.
 */
export class Line {
  /** Addresses other than the server's that were asked for; none was reached. */
  readonly strangers: string[] = [];
  readonly #targets: readonly SocksTarget[];
  readonly #listener: Server;
  readonly #browsers = new Set<Socket>();
  readonly #pairs = new Set<Pair>();
  #refuses = false;
  #delayMs = 0;
  #disturbed = false;
  #silent = false;
  /** Pending in times of silence. */
  #whole = Promise.withResolvers<void>();

  private constructor(targets: readonly SocksTarget[], listener: Server) {
    this.#targets = targets;
    this.#listener = listener;
    this.#whole.resolve();
    listener.on("connection", (browser) => void this.#connected(browser));
  }

  /** A line to the servers at these URLs, which listen on 127.0.0.1, as does the line, on a free port. */
  static async open(...urls: readonly string[]): Promise<Line> {
    const targets = urls
      .map((url) => new URL(url))
      .map(({ hostname, port }) => ({ host: hostname, port: Number(port) }));
    const listener = createServer();
    listener.listen(0, "127.0.0.1");
    await once(listener, "listening");
    return new Line(targets, listener);
  }

  /** For a browser's settings. */
  get proxy(): string {
    return `socks5://127.0.0.1:${(this.#listener.address() as AddressInfo).port}`;
  }

  /** Whether it was ever cut or silent: browsers complain of that. */
  get disturbed(): boolean {
    return this.#disturbed;
  }

  /** Connections to the server that are open. */
  get connections(): number {
    return this.#pairs.size;
  }

  /** Ends all connections and refuses new ones, as a pulled cable does that the browser knows of. */
  cut(): void {
    this.#disturbed = true;
    this.#refuses = true;
    for (const socket of this.#browsers) socket.destroy();
    for (const { server } of this.#pairs) server.destroy();
  }

  /** Lets nothing through and ends nothing, as a dead radio link does: what was sent meanwhile arrives after `restore`. */
  silence(): void {
    this.#disturbed = true;
    if (this.#silent) return;
    this.#silent = true;
    this.#whole = Promise.withResolvers();
  }

  /**
   * As `silence`, but the server's ends of the connections are gone, as after a machine slept for long: for the browser
   * they stay open and silent, also after `restore`. Only new ones get through then.
   */
  halfOpen(): void {
    this.silence();
    for (const pair of this.#pairs) {
      pair.lost = true;
      pair.server.destroy();
    }
  }

  /** Lets everything through again. */
  restore(): void {
    this.#refuses = false;
    this.#silent = false;
    this.#whole.resolve();
  }

  /** From now on what is sent, either way, arrives so much later. */
  delay(milliseconds: number): void {
    this.#delayMs = milliseconds;
  }

  async close(): Promise<void> {
    this.cut();
    this.#whole.resolve();
    await new Promise((resolve) => this.#listener.close(resolve));
  }

  async #connected(browser: Socket): Promise<void> {
    this.#browsers.add(browser);
    browser.on("close", () => this.#browsers.delete(browser));
    // An error is followed by "close".
    browser.on("error", () => {});
    await this.#whole.promise;
    const target = this.#refuses ? undefined : await acceptSocks(browser);
    if (target === undefined) return void browser.destroy();
    const { host, port } = target;
    if (this.#targets.some((each) => host === each.host && port === each.port))
      return this.#join(browser, port);
    this.strangers.push(`${host}:${port}`);
    refuse(browser, SocksReply.notAllowed);
  }

  async #join(browser: Socket, port: number): Promise<void> {
    const server = connect({ host: "127.0.0.1", port, noDelay: true });
    try {
      await once(server, "connect");
    } catch {
      return refuse(browser, SocksReply.refused);
    }
    if (this.#refuses || browser.destroyed) {
      browser.destroy();
      return void server.destroy();
    }
    server.on("error", () => {});
    const pair = { browser, server, lost: false };
    this.#pairs.add(pair);
    answerSocks(browser, SocksReply.succeeded);
    this.#pass(pair, browser, server);
    this.#pass(pair, server, browser);
  }

  #pass(pair: Pair, from: Socket, to: Socket): void {
    let last = Promise.resolve();
    const inTurn = (pass: () => void): void => {
      const due = performance.now() + this.#delayMs;
      last = last.then(async () => {
        const wait = due - performance.now();
        if (wait > 0) await sleep(wait);
        await this.#whole.promise;
        if (!pair.lost) pass();
      });
    };
    from.on("data", (bytes) => inTurn(() => to.write(bytes)));
    from.on("close", () => {
      if (!pair.lost || from === pair.browser) this.#pairs.delete(pair);
      inTurn(() => to.end());
    });
  }
}

function refuse(browser: Socket, reply: number): void {
  answerSocks(browser, reply);
  browser.end();
}
