import {
  BadFrame,
  type ClientFrame,
  CLOSE_CODES,
  type CloseName,
  type Codec,
  codecFor,
  type Command,
  encodeServerFrame,
  type Init,
  LIMITS,
  type Reply,
  serverFrame,
  type Subprotocol,
} from "@hubbub/protocol";
import type { ServerWebSocket } from "bun";

import { asRefusal } from "../core/event-log.ts";
import type { OnlineUser, UserSession } from "../core/online-users.ts";
import { Batch, SharedFrame } from "../core/shared-frame.ts";
import { TokenBucket } from "../core/token-bucket.ts";
import { Refusal } from "../errors.ts";
import { CommandQueue, type CommandRunner } from "./command-queue.ts";
import { type Answer, dispatch } from "./dispatch.ts";
import type { GatewayContext } from "./gateway-context.ts";
import { Outbound } from "./outbound.ts";
import type { Revocation } from "./revocations.ts";
import type { Claims } from "./token-check.ts";

/** Commands of one connection that wait; past it the socket isn't read. */
const MAX_WAITING = 64;
/** Refusals for the rate in a row after which the connection is closed. */
const FLOOD_REFUSALS = 2_000;
/** How long a client that doesn't read may take for the reason that its socket is closed, in ms. */
const LINGER_MS = 5_000;
/** The sign of life for clients that speak JSON. */
const EMPTY_JSON = "{}";
/** Characters of the sentence about a bad frame, at most. */
const MAX_FAULT = 500;

export type SessionState =
  { kind: "new" } | { kind: "open"; user: OnlineUser; claims: Claims } | { kind: "closed" };

const NEW: SessionState = { kind: "new" };
const CLOSED: SessionState = { kind: "closed" };

/** One connection: what it may do, what it has asked, and what it has yet to be sent. */
export class Session implements UserSession, CommandRunner {
  state: SessionState = NEW;
  /**
   * When something last came from the client, or left for one that reads slowly; ms, monotonic. Until it has
   * authenticated: when it connected, so that nothing but that puts its deadline off.
   */
  lastSeen: number;
  /** See UserSession. */
  idle = false;
  /** Ids of the channels that this connection is subscribed to; made with the first. */
  subscriptions: Set<number> | undefined;
  #ws: ServerWebSocket<Session> | undefined;
  readonly #codec: Codec;
  readonly #outbound = new Outbound();
  readonly #rate: TokenBucket;
  /** Closes the socket of a session that was ended while its client didn't read. */
  #whenDrained: (() => void) | undefined;
  #inDirty = false;
  /** Batches that the flush under way will still bring. */
  #expected = 0;
  #blocked = false;
  readonly #commands = new CommandQueue(this);
  #refusals = 0;

  constructor(
    private readonly gateway: GatewayContext,
    subprotocol: Subprotocol,
    now: number,
  ) {
    this.#codec = codecFor(subprotocol);
    this.#rate = new TokenBucket(gateway.config.commandRate, now);
    this.lastSeen = now;
  }

  get userId(): number {
    return this.state.kind === "open" ? this.state.user.id : 0;
  }

  get isBlocked(): boolean {
    return this.#blocked;
  }

  /** Ends the session if the revocation is about its login; a login whose rights changed may come back at once. */
  revoke({ sid, at, reason }: Revocation): void {
    if (this.state.kind !== "open") return;
    const { claims } = this.state;
    if (sid === null ? claims.issuedAt > at : claims.sid !== sid) return;
    switch (reason) {
      case "role":
        return this.close("token_invalid", "Your rights changed: a new token says how.");
      case "disabled":
        return this.close("account_disabled", "The account was disabled by an administrator.");
      case "password":
        return this.close("password_changed", "The password was changed. Log in again.");
      default:
        return this.close("session_revoked", "The session was ended. Log in again.");
    }
  }

  opened(ws: ServerWebSocket<Session>): void {
    this.#ws = ws;
  }

  /** A WebSocket message came: checked, decoded, and its commands started in their order. */
  receive(data: string | Uint8Array): void {
    if (this.state.kind === "closed") return;
    if (this.state.kind === "open") this.lastSeen = performance.now();
    let frame: ClientFrame;
    try {
      frame = this.#codec.decodeClient(data);
    } catch (error) {
      this.#refuseFrame(error);
      return;
    }
    if (frame.commands.length > LIMITS.commandsPerFrame) {
      this.close("bad_frame", `A frame holds ${LIMITS.commandsPerFrame} commands at most.`);
      return;
    }
    if (frame.commands.length === 0) return;
    if (this.state.kind === "open") this.state.user.activeAt = this.lastSeen;
    this.#commands.push(frame.commands);
  }

  /** See Subscriber. */
  expect(): void {
    this.#expected++;
  }

  /** See Subscriber. */
  deliver(frame: SharedFrame): void {
    if (this.state.kind === "closed") return;
    if (frame instanceof Batch && this.#expected > 0) this.#expected--;
    if (this.#outbound.push(frame, this.#blocked)) this.gateway.metrics.outboundFull();
    if (this.#inDirty || this.#blocked || this.#expected > 0) return;
    this.#inDirty = true;
    this.gateway.flusher.add(this);
  }

  /** See Writer. Goes on with what was held back until there was room, too. */
  write(): boolean {
    this.#inDirty = false;
    if (this.#expected > 0) return false;
    this.#writeOut();
    if (!this.#commands.isEmpty) this.#commands.run();
    return true;
  }

  #writeOut(): void {
    const ws = this.#ws;
    if (this.#blocked || this.state.kind === "closed" || !ws || this.#outbound.isEmpty) return;
    const compress = this.gateway.config.deflate;
    const sent = this.#isText
      ? ws.sendText(this.#outbound.takeJson(), compress)
      : ws.sendBinary(this.#outbound.takeBinary(this.#codec.subprotocol), compress);
    // 0 means that the socket is closing; its close event follows.
    if (sent < 0) this.#blocked = true;
    else this.gateway.metrics.sent(sent);
  }

  /** The socket took all that Bun had queued for it. */
  drained(): void {
    if (this.state.kind === "open") this.lastSeen = performance.now();
    this.#whenDrained?.();
    if (!this.#blocked) return;
    this.#blocked = false;
    this.#inDirty = false;
    this.#writeOut();
    if (!this.#commands.isEmpty) this.#commands.run();
  }

  heartbeat(): void {
    if (this.#blocked || !this.#ws) return;
    if (this.#codec.subprotocol === "hubbub.v1.protobuf") this.#ws.sendBinary(new Uint8Array(0));
    else if (this.#isText) this.#ws.sendText(EMPTY_JSON);
    else this.#ws.sendBinary(Buffer.from(EMPTY_JSON));
  }

  get #isText(): boolean {
    return this.#codec.subprotocol === "hubbub.v1.json" && this.gateway.config.jsonFrames === "text";
  }

  /** Says why, then closes the socket with the code. */
  close(reason: CloseName, message: string, retryAfterMs = 0): void {
    const ws = this.#ws;
    if (this.state.kind === "closed" || !ws) return;
    const { code } = CLOSE_CODES[reason];
    this.gateway.metrics.closedByUs(reason);
    // What waits here for a slow reader is left, but not the reason.
    if (this.#blocked) this.#outbound.clear();
    this.#blocked = false;
    this.#outbound.push(
      new SharedFrame(encodeServerFrame(serverFrame({ closing: [{ code, message, retryAfterMs }] }))),
      false,
    );
    this.#writeOut();
    this.closed();
    // Bun forgets what it has queued when it closes a socket.
    const end = (): void => ws.close(code, reason);
    if (!this.#blocked) return end();
    this.#whenDrained = end;
    setTimeout(end, LINGER_MS).unref();
  }

  /** The session is over; the socket is closed, or about to be. */
  closed(): void {
    const { state } = this;
    if (state.kind === "closed") return;
    this.state = CLOSED;
    this.#commands.clear();
    for (const channel of this.subscriptions ?? []) this.gateway.hub.unsubscribe(channel, this);
    this.subscriptions = undefined;
    this.gateway.sessions.remove(this);
    if (state.kind !== "open") return;
    state.user.sessions.delete(this);
    this.gateway.userPresence.forget(this);
    if (state.user.sessions.size > 0) this.gateway.userPresence.changed(state.user.id);
    this.gateway.users.leave(state.user, performance.now());
  }

  /** Stops events of a channel, gaps included. */
  unsubscribe(channel: number): void {
    if (!this.subscriptions?.delete(channel)) return;
    this.gateway.hub.unsubscribe(channel, this);
    this.#outbound.forget(channel);
  }

  reply(reply: Init<Reply>): void {
    this.deliver(new SharedFrame(encodeServerFrame(serverFrame({ replies: [reply] }))));
  }

  /** See CommandRunner. */
  get mayStart(): boolean {
    return !this.#blocked && !this.#outbound.isFull;
  }

  /** See CommandRunner. */
  admit(command: Command): boolean {
    const waitMs = this.#rate.take(performance.now());
    if (waitMs === 0) {
      this.#refusals = 0;
      return true;
    }
    this.gateway.metrics.rateLimited();
    if (++this.#refusals > FLOOD_REFUSALS) {
      this.close("flooding", "Too many commands, in spite of many refusals.");
      return false;
    }
    const message = "Too many commands on this connection. Send it again after retry_after_ms.";
    this.#refuse(command, new Refusal("rate_limited", message, { retryAfterMs: waitMs }));
    return false;
  }

  /** See CommandRunner. */
  async execute(command: Command): Promise<void> {
    try {
      this.#answer(command, await dispatch(this.gateway, this, command));
    } catch (error) {
      this.#refuse(command, error);
    }
  }

  /** See CommandRunner. The socket isn't read while too many wait. */
  queued(waiting: number): void {
    const ws = this.#ws;
    if (!ws || this.state.kind === "closed") return;
    if (waiting > MAX_WAITING) ws.pause();
    else if (waiting === 0 && ws.isPaused) ws.resume();
  }

  #answer(command: Command, answer: Answer): void {
    if (command.id === 0) return;
    if (answer.case === "encoded") this.deliver(new SharedFrame(answer.encode(command.id)));
    else this.reply({ id: command.id, body: answer });
  }

  #refuse({ id, body }: Command, cause: unknown): void {
    const error = asRefusal(cause);
    if (!(error instanceof Refusal)) {
      this.gateway.log.error({ err: error, command: body.case }, "a command failed");
      this.gateway.metrics.internalError();
    }
    const refusal =
      error instanceof Refusal
        ? error
        : new Refusal("internal", "The server failed at this. It has been logged.", { retryAfterMs: 1000 });
    this.reply({ id, body: { case: "error", value: refusal.toReply() } });
    const { reason } = refusal;
    if (this.state.kind === "new") {
      if (reason === "token_expired" || reason === "token_invalid") this.close(reason, refusal.message);
      if (reason === "unauthenticated") this.close("authenticate_first", refusal.message);
    }
  }

  #refuseFrame(error: unknown): void {
    if (error instanceof BadFrame) {
      this.gateway.metrics.badFrame();
      // It quotes what the client wrote, which may be long.
      this.close("bad_frame", error.message.slice(0, MAX_FAULT));
      return;
    }
    this.gateway.log.error({ err: error }, "a frame failed");
    this.gateway.metrics.internalError();
    this.close("internal", "The server failed at this frame. It has been logged.");
  }
}
