import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const PREFIX = "hbr_";
const SID_BYTES = 16;
const SECRET_BYTES = 32;
const TAG_BYTES = 16;

/** A refresh token that this service made. The token itself is never stored, only its hash. */
export interface RefreshToken {
  /** The session (RFC 9700 calls it the family) that it belongs to; 22 characters. */
  sid: string;
  /** SHA-256 of the whole token. */
  hash: Uint8Array;
  /** "hbr_" and the base64url of session id (16 bytes), secret (32) and tag (16). */
  text: string;
}

/**
 * Makes and reads refresh tokens. The tag, an HMAC over session id and secret, proves that the service made a
 * token: so a spent one of any age is known as such without keeping a hash for each, and a made-up one
 * costs no look at the database and can't end anybody's session.
 */
export class RefreshTokens {
  readonly #key: Uint8Array;

  /** `key`: 32 secret bytes, the same in every process of one database. */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** The first token of a new session. */
  first(): RefreshToken {
    return this.#make(randomBytes(SID_BYTES), randomBytes(SECRET_BYTES));
  }

  /**
   * The successor of a token. It follows from the token and the nonce, so that who lost the answer gets the
   * same one again; without the nonce (which is deleted after the grace) it can't be found from the token.
   */
  successor(token: RefreshToken, nonce: Uint8Array): RefreshToken {
    const secret = createHmac("sha256", nonce).update(token.text).digest();
    return this.#make(Buffer.from(token.sid, "base64url"), secret);
  }

  /** Undefined if this service did not make it. */
  read(text: string): RefreshToken | undefined {
    if (!text.startsWith(PREFIX)) return undefined;
    const bytes = Buffer.from(text.slice(PREFIX.length), "base64url");
    if (bytes.length !== SID_BYTES + SECRET_BYTES + TAG_BYTES) return undefined;
    const token = this.#make(
      bytes.subarray(0, SID_BYTES),
      bytes.subarray(SID_BYTES, SID_BYTES + SECRET_BYTES),
    );
    // The whole text, not the tag alone: base64url has several spellings of the same bytes, and only ours counts.
    const [made, given] = [Buffer.from(token.text), Buffer.from(text)];
    return made.length === given.length && timingSafeEqual(made, given) ? token : undefined;
  }

  #make(sid: Uint8Array, secret: Uint8Array): RefreshToken {
    const bytes = Buffer.concat([sid, secret, this.#tag(sid, secret)]);
    return {
      sid: Buffer.from(sid).toString("base64url"),
      hash: new Uint8Array(createHash("sha256").update(bytes).digest()),
      text: PREFIX + bytes.toString("base64url"),
    };
  }

  #tag(sid: Uint8Array, secret: Uint8Array): Uint8Array {
    return createHmac("sha256", this.#key).update(sid).update(secret).digest().subarray(0, TAG_BYTES);
  }
}
