import { type Error as ErrorReply, type ErrorName, ERRORS } from "@hubbub/protocol";

/** What a refusal can say besides its name and sentence. */
export interface RefusalDetails {
  /** Path of the field at fault, such as "send.text". */
  field?: string;
  /** The limit that was passed. */
  limit?: number;
  /** Ms after which the same command may succeed. */
  retryAfterMs?: number;
}

/** Of a uint32. */
const LONGEST_WAIT_MS = 2 ** 32 - 1;

/** A command that is refused, with the reply that says so. Nothing was changed. */
export class Refusal extends Error {
  override name = "Refusal";

  constructor(
    readonly reason: ErrorName,
    message: string,
    readonly details: RefusalDetails = {},
  ) {
    super(message);
  }

  /** A wait that is longer than a reply can say (49 days) is said as that. */
  toReply(): ErrorReply {
    const { field = "", limit = 0, retryAfterMs = 0 } = this.details;
    return {
      code: ERRORS[this.reason].code,
      name: this.reason,
      message: this.message,
      field,
      limit,
      retryAfterMs: Math.min(retryAfterMs, LONGEST_WAIT_MS),
    };
  }
}

/** The server can't start, or go on; the message is a sentence that says what to do. */
export class StartRefused extends Error {
  override name = "StartRefused";
}
