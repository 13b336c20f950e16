/** Close codes of RFC 6455, section 7.4.1: a close frame that has none, and a connection that ended without one. */
export const NO_CODE = 1005;
export const BROKE_OFF = 1006;

/** Codes of the standard that say not to come back; see docs/SPEC.md, Close codes. */
const FINAL_CODES = new Set([1002, 1003, 1007, 1009]);

/** A connection has ended that was to go on. */
export class ConnectionLost extends Error {
  override name = "ConnectionLost";
  /** Whether the server said not to come back. */
  readonly isFinal: boolean;

  /** `code`: of the close frame, NO_CODE, or BROKE_OFF. */
  constructor(code: number, message: string) {
    super(message);
    this.isFinal = FINAL_CODES.has(code) || (code >= 4400 && code < 4500);
  }
}
