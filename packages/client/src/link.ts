import type { Welcome } from "@hubbub/protocol";

import type { Backoff } from "./backoff.ts";
import type { Line } from "./call.ts";
import type { ClientCodec } from "./client-codec.ts";
import { Connection, type ConnectionHandlers } from "./connection.ts";
import { ClientClosed, ConnectionLost, type HubbubError, RequestTimeout, SessionEnded } from "./errors.ts";
import { afterEnd, afterFailure, type Outcome } from "./outcome.ts";
import { keepRenewed } from "./renewal.ts";
import type { Status } from "./status.ts";
import type { TokenSource } from "./token-source.ts";
import { after, wait } from "./wait.ts";
import type { WebSocketConstructor } from "./websocket.ts";

/** A connection that lived this long was a good one: the next delay begins at the bottom again. */
const STABLE_MS = 5_000;
/** A connection of which there is doubt has to answer within this, whatever other answers may take, in milliseconds. */
const PROBE_MS = 5_000;
/** New tokens that are refused in a row before the session counts as ended. */
const TOKENS_REFUSED_MAX = 3;

export interface LinkHandlers extends ConnectionHandlers {
  status(status: Status): void;
  /** Authenticated; called before anybody who waits for the connection gets it. A reason given back stops the link. */
  welcome(connection: Connection, welcome: Welcome): HubbubError | undefined;
}

export interface LinkOptions {
  url: string;
  codec: ClientCodec;
  WebSocket: WebSocketConstructor;
  tokens: TokenSource;
  backoff: () => Backoff;
  /** Uniform in [0, 1). */
  random: () => number;
  /** For one answer, and for a socket to open and authenticate. */
  requestTimeoutMs: number;
  handlers: LinkHandlers;
}

/** The tie to the server: one connection after another, until closed or refused for good. */
export class Link implements Line {
  readonly requestTimeoutMs: number;
  readonly backoff: () => Backoff;
  readonly #options: LinkOptions;
  readonly #attempts: Backoff;
  readonly #closing = new AbortController();
  /** Those who wait for a connection; as many as there are calls under way. */
  readonly #waiters = new Set<() => void>();
  #status: Status = { state: "connecting", attempt: 1 };
  /** Opening, or online. */
  #connection: Connection | undefined;
  #token = "";
  #tokensRefused = 0;
  #pausing = new AbortController();

  constructor(options: LinkOptions) {
    this.requestTimeoutMs = options.requestTimeoutMs;
    this.backoff = options.backoff;
    this.#options = options;
    this.#attempts = options.backoff();
  }

  get status(): Status {
    return this.#status;
  }

  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** The authenticated connection, if there is one. */
  get connection(): Connection | undefined {
    return this.#status.state === "online" && this.#connection?.live ? this.#connection : undefined;
  }

  /** Connects and stays connected until closed; to be called once. */
  async run(): Promise<void> {
    while (!this.closing.aborted) {
      this.#tell({ state: "connecting", attempt: this.#attempts.attempt + 1 });
      const outcome = await this.#connectOnce();
      if (outcome.next === "stop") return this.close(outcome.reason);
      if (outcome.next === "new-token" && !this.#replaceToken()) {
        return this.close(new SessionEnded("New tokens are refused too.", { cause: outcome.reason }));
      }
      await this.#pause(outcome.reason, outcome.leastMs);
    }
  }

  /** Closes for good: by the caller's wish, or because of `reason`. */
  close(reason?: HubbubError): void {
    if (this.closing.aborted) return;
    this.#closing.abort();
    this.#connection?.close();
    this.#tell({ state: "closed", reason });
    this.#release();
  }

  closedError(): ClientClosed {
    return new ClientClosed(this.#status.state === "closed" ? this.#status.reason : undefined);
  }

  /** The network may be back: tries at once if offline, and if online makes sure that the connection still works. */
  nudge(): void {
    this.#pausing.abort();
    const { connection } = this;
    const timeoutMs = Math.min(PROBE_MS, this.requestTimeoutMs);
    // Any answer will do, a refusal too; channel 0 doesn't exist.
    connection?.request("unsubscribe", { channel: 0 }, timeoutMs).catch((error: unknown) => {
      if (error instanceof RequestTimeout) connection.drop("no answer came after the network changed");
    });
  }

  async online(deadline: number): Promise<Connection | undefined> {
    for (;;) {
      if (this.closing.aborted) throw this.closedError();
      if (this.connection !== undefined) return this.connection;
      if (Date.now() >= deadline) return undefined;
      await this.#change(deadline);
    }
  }

  /** Waits until there is a connection, or none for good, or the deadline has come. */
  #change(deadline: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#waiters.delete(done);
        stop();
        resolve();
      };
      const stop = Number.isFinite(deadline) ? after(deadline - Date.now(), done) : () => {};
      this.#waiters.add(done);
    });
  }

  #release(): void {
    for (const done of this.#waiters) done();
  }

  /** From a token to the end of the connection that it opened. */
  async #connectOnce(): Promise<Outcome> {
    const { tokens } = this.#options;
    let connection: Connection | undefined;
    try {
      this.#token = await tokens.token();
      if (this.closing.aborted) return { next: "stop", reason: this.closedError() };
      connection = new Connection(this.#options);
      this.#connection = connection;
      return await this.#serve(connection, await connection.authenticate(this.#token, this.requestTimeoutMs));
    } catch (error) {
      if (connection === undefined) return afterFailure(error);
      if (error instanceof ConnectionLost) return afterEnd(await connection.ended);
      connection.drop("it could not be authenticated");
      return afterFailure(error);
    } finally {
      connection?.close();
    }
  }

  async #serve(connection: Connection, welcome: Welcome): Promise<Outcome> {
    const refused = this.#options.handlers.welcome(connection, welcome);
    if (refused !== undefined) return { next: "stop", reason: refused };
    this.#tokensRefused = 0;
    const over = new AbortController();
    const stopWatch = after(STABLE_MS, () => this.#attempts.reset());
    // Ends by itself with the signal; an HTTP request that is under way then must not delay the next connection.
    void this.#keepRenewed(connection, welcome, over.signal);
    this.#tell({ state: "online", since: Date.now() });
    this.#release();
    const end = await connection.ended;
    stopWatch();
    over.abort();
    return afterEnd(end);
  }

  async #keepRenewed(connection: Connection, welcome: Welcome, signal: AbortSignal): Promise<void> {
    const { tokens, random } = this.#options;
    if (!tokens.renewable) return;
    const delays = this.backoff();
    const failed = (error: unknown) => {
      const outcome = afterFailure(error);
      if (outcome.next === "stop") this.close(outcome.reason);
      if (outcome.next === "new-token") return this.#replaceToken() && connection.live;
      return connection.live;
    };
    const lifeMs = welcome.tokenExpiresAt - welcome.now;
    await keepRenewed(
      {
        connection,
        tokens,
        requestTimeoutMs: this.requestTimeoutMs,
        random,
        retryMs: () => delays.next(0),
        renewed: (token) => (this.#token = token),
        failed,
      },
      { token: this.#token, lifeMs },
      signal,
    );
  }

  /** Whether another token is worth a try. */
  #replaceToken(): boolean {
    this.#options.tokens.discard(this.#token);
    this.#tokensRefused += 1;
    return this.#tokensRefused <= TOKENS_REFUSED_MAX;
  }

  async #pause(reason: HubbubError, leastMs: number): Promise<void> {
    if (this.closing.aborted) return;
    const attempt = this.#attempts.attempt + 1;
    const delay = this.#attempts.next(leastMs);
    this.#pausing = new AbortController();
    this.#tell({ state: "offline", reason, attempt, retryAt: Date.now() + delay });
    await wait(leastMs, this.closing);
    await wait(delay - leastMs, AbortSignal.any([this.#pausing.signal, this.closing]));
  }

  #tell(status: Status): void {
    this.#status = status;
    this.#options.handlers.status(status);
  }
}
