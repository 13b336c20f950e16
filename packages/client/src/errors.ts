import { type ErrorName, ERRORS, type Retry } from "@hubbub/protocol";

/** Root of every error that the SDK makes. */
export abstract class HubbubError extends Error {
  override name = "HubbubError";
  /** Whether the same call may succeed later. */
  abstract readonly retryable: boolean;
}

/** What the server said of a command that it refused. */
export interface Refusal {
  /** Number from the protocol's table of errors; 0 if the SDK refused it before sending. */
  code: number;
  /** Name from the protocol's table, such as "not_member" or "rate_limited". */
  reason: string;
  /** A sentence for people. */
  message: string;
  /** Path of the field at fault, such as "send.text"; empty if it is not about one field. */
  field: string;
  /** The limit that was passed; 0 if none was. */
  limit: number;
  /** In milliseconds; 0 if a retry will not help or may be made at once. */
  retryAfterMs: number;
}

/** A command that was refused; nothing was changed by it. `reason` and `retry` stand in the protocol's table. */
export class RefusedError extends HubbubError {
  override name = "RefusedError";
  readonly code: number;
  readonly reason: string;
  readonly field: string;
  readonly limit: number;
  readonly retryAfterMs: number;
  /** What to do about it. The SDK has already done what "later" and "new-token" ask for, as far as time allowed. */
  readonly retry: Retry;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.code = refusal.code;
    this.reason = refusal.reason;
    this.field = refusal.field;
    this.limit = refusal.limit;
    this.retryAfterMs = refusal.retryAfterMs;
    this.retry = retryOf(refusal.reason, refusal.retryAfterMs);
  }

  override get retryable() {
    return this.retry !== "never";
  }
}

/** The policy of the protocol's table. A name of a newer server says by its retry time whether to come again. */
function retryOf(reason: string, retryAfterMs: number): Retry {
  if (Object.hasOwn(ERRORS, reason)) return ERRORS[reason as ErrorName].retry;
  return retryAfterMs > 0 ? "later" : "never";
}

/** No answer came in time. A command that changes something may have been carried out all the same. */
export class RequestTimeout extends HubbubError {
  override name = "RequestTimeout";
  readonly retryable = true;

  constructor(command: string, timeoutMs: number, cause?: Error) {
    const said = cause === undefined ? "" : ` ${cause.message}`;
    super(`No answer to ${command} came within ${timeoutMs} ms.${said}`, { cause });
  }
}

/** The connection ended before the answer came. A command that changes something may have been carried out. */
export class ConnectionLost extends HubbubError {
  override name = "ConnectionLost";
  readonly retryable = true;
  /** The WebSocket's close code; 1006 if it ended without one. */
  readonly code: number;

  constructor(code: number, reason: string) {
    super(`${reason === "" ? "The connection ended" : reason.replace(/\.$/, "")} (${code}).`);
    this.code = code;
  }
}

/** The server closed with a code that says not to come back; the client is closed. */
export class ConnectionRefused extends HubbubError {
  override name = "ConnectionRefused";
  readonly retryable = false;
  readonly code: number;

  constructor(code: number, reason: string) {
    super(`The server refuses connections of this client. ${reason}`);
    this.code = code;
  }
}

/** Why a session has ended, as far as the server told: it was ended elsewhere, the account got another password, or was disabled. */
export type SessionEnd = "revoked" | "password" | "disabled" | "unknown";

/** The session can't be continued: the user has to log in again. The client is closed. */
export class SessionEnded extends HubbubError {
  override name = "SessionEnded";
  readonly retryable = false;
  readonly why: SessionEnd;

  constructor(message: string, { why = "unknown", cause }: { why?: SessionEnd; cause?: unknown } = {}) {
    super(message, { cause });
    this.why = why;
  }
}

/** The client was closed with `close()`, or for the reason in `cause`. */
export class ClientClosed extends HubbubError {
  override name = "ClientClosed";
  readonly retryable = false;

  constructor(cause?: Error) {
    super(cause === undefined ? "The client is closed." : `The client is closed: ${cause.message}`, {
      cause,
    });
  }
}

/** As many messages as the outbox may hold are waiting to be sent; this one was not taken. */
export class OutboxFull extends HubbubError {
  override name = "OutboxFull";
  readonly retryable = true;
  readonly limit: number;

  constructor(limit: number) {
    super(`${limit} messages are waiting to be sent already.`);
    this.limit = limit;
  }
}

/** More requests are waiting for an answer than a connection may hold. */
export class TooManyRequests extends HubbubError {
  override name = "TooManyRequests";
  readonly retryable = true;
  readonly limit: number;

  constructor(limit: number) {
    super(`${limit} requests are waiting for an answer already.`);
    this.limit = limit;
  }
}

/** The server answered with something that the protocol doesn't allow there. */
export class ProtocolFault extends HubbubError {
  override name = "ProtocolFault";
  readonly retryable = false;
}

/** The accounts service refused a request. */
export class AccountsRefused extends HubbubError {
  override name = "AccountsRefused";
  /** HTTP status. */
  readonly status: number;
  /** Name of the error, such as "wrong_credentials" or "name_taken". */
  readonly reason: string;
  readonly field: string;
  readonly limit: number;
  /** In milliseconds; 0 if none was given. */
  readonly retryAfterMs: number;

  constructor(status: number, refusal: Omit<Refusal, "code">) {
    super(refusal.message);
    this.status = status;
    this.reason = refusal.reason;
    this.field = refusal.field;
    this.limit = refusal.limit;
    this.retryAfterMs = refusal.retryAfterMs;
  }

  /** Too many requests (429) and faults of the service (5xx) pass. */
  override get retryable() {
    return this.status === 429 || this.status >= 500;
  }
}

/** How a login can go on: a code of the authenticator app or a recovery code, or a passkey. */
export type SecondFactorMethod = "code" | "passkey";

/** The password is right, and the account wants something besides: go on with `Accounts.secondFactor(ticket, …)`. */
export class SecondFactorRequired extends AccountsRefused {
  override name = "SecondFactorRequired";
  /** For `Accounts.secondFactor` and `Accounts.passkeyChallenge`. */
  readonly ticket: string;
  readonly methods: readonly SecondFactorMethod[];
  /** When the ticket ends, in milliseconds since 1970 UTC by the clock of this machine. */
  readonly expiresAt: number;

  constructor(
    status: number,
    refusal: Omit<Refusal, "code">,
    { ticket, methods, expiresAt }: Pick<SecondFactorRequired, "ticket" | "methods" | "expiresAt">,
  ) {
    super(status, refusal);
    this.ticket = ticket;
    this.methods = methods;
    this.expiresAt = expiresAt;
  }
}

/** The accounts service can't be reached, or answered with something that is not its own. */
export class AccountsUnreachable extends HubbubError {
  override name = "AccountsUnreachable";
  readonly retryable = true;
}
