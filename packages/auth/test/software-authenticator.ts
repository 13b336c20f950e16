import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** What the service hands to navigator.credentials.create(), as far as this authenticator looks at it. */
export interface CreationOptions {
  challenge: string;
  rp: { id?: string };
  user: { id: string };
  excludeCredentials?: { id: string }[];
}

/** What the service hands to navigator.credentials.get(). */
export interface RequestOptions {
  challenge: string;
  rpId?: string;
  allowCredentials?: { id: string }[];
}

interface Credential {
  id: Buffer;
  rpId: string;
  userHandle: string;
  privateKey: KeyObject;
  counter: number;
}

/** What to do otherwise than a good authenticator in a good browser does. */
export interface Misdeeds {
  origin?: string;
  challenge?: string;
  /** The user was not made sure of. */
  unverified?: boolean;
  /** The counter stays. */
  cloned?: boolean;
}

/**
 * An authenticator and the browser around it, in software (WebAuthn Level 3): ES256 keys, no attestation, discoverable
 * credentials.
 */
export class SoftwareAuthenticator {
  readonly #credentials: Credential[] = [];

  constructor(readonly origin: string) {}

  /** navigator.credentials.create() */
  create(options: CreationOptions, misdeeds: Misdeeds = {}) {
    if (options.excludeCredentials?.some(({ id }) => this.#find(id))) throw new Error("InvalidStateError");
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const rpId = options.rp.id ?? new URL(this.origin).hostname;
    const credential = { id: randomBytes(16), rpId, userHandle: options.user.id, privateKey, counter: 0 };
    this.#credentials.push(credential);
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    // COSE_Key (RFC 9052): kty EC2, alg ES256, crv P-256, x, y.
    const key = map([
      [unsigned(1), unsigned(2)],
      [unsigned(3), negative(-7)],
      [negative(-1), unsigned(1)],
      [negative(-2), bytes(Buffer.from(x, "base64url"))],
      [negative(-3), bytes(Buffer.from(y, "base64url"))],
    ]);
    const length = Buffer.from([0, credential.id.length]);
    const attested = Buffer.concat([Buffer.alloc(16), length, credential.id, key]);
    const authData = Buffer.concat([this.#authenticatorData(credential, 0x40, misdeeds), attested]);
    const attestation = map([
      [text("fmt"), text("none")],
      [text("attStmt"), map([])],
      [text("authData"), bytes(authData)],
    ]);
    const clientDataJSON = this.#clientData("webauthn.create", options.challenge, misdeeds).toString(
      "base64url",
    );
    const attestationObject = attestation.toString("base64url");
    return credentialJson(credential.id, { clientDataJSON, attestationObject, transports: ["internal"] });
  }

  /** navigator.credentials.get(): with one of those allowed, or the newest of the site. */
  get({ challenge, rpId, allowCredentials = [] }: RequestOptions, misdeeds: Misdeeds = {}) {
    const usable = this.#credentials.filter(
      ({ id, rpId: own }) =>
        own === rpId &&
        (allowCredentials.length === 0 ||
          allowCredentials.some((each) => each.id === id.toString("base64url"))),
    );
    const credential = usable.at(-1);
    if (!credential) throw new Error("NotAllowedError");
    if (!misdeeds.cloned) credential.counter += 1;
    const authenticatorData = this.#authenticatorData(credential, 0, misdeeds);
    const clientData = this.#clientData("webauthn.get", challenge, misdeeds);
    const digest = createHash("sha256").update(clientData).digest();
    const signature = sign("sha256", Buffer.concat([authenticatorData, digest]), credential.privateKey);
    return credentialJson(credential.id, {
      clientDataJSON: clientData.toString("base64url"),
      authenticatorData: authenticatorData.toString("base64url"),
      signature: signature.toString("base64url"),
      userHandle: credential.userHandle,
    });
  }

  #find(id: string): Credential | undefined {
    return this.#credentials.find((credential) => credential.id.toString("base64url") === id);
  }

  #clientData(type: string, challenge: string, misdeeds: Misdeeds): Buffer {
    const said = { type, challenge: misdeeds.challenge ?? challenge, origin: misdeeds.origin ?? this.origin };
    return Buffer.from(JSON.stringify({ ...said, crossOrigin: false }));
  }

  /** Hash of the site, flags (user present, user verified, …), counter. */
  #authenticatorData({ rpId, counter }: Credential, flags: number, { unverified }: Misdeeds): Buffer {
    const site = createHash("sha256").update(rpId).digest();
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([site, Buffer.from([flags | 0x01 | (unverified ? 0 : 0x04)]), count]);
  }
}

function credentialJson<T>(id: Buffer, response: T) {
  const text = id.toString("base64url");
  return { id: text, rawId: text, type: "public-key", clientExtensionResults: {}, response };
}

// CBOR (RFC 8949), as much of it as is needed.

function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 0xff]);
}

const unsigned = (value: number) => head(0, value);
const negative = (value: number) => head(1, -1 - value);
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value]);
const text = (value: string) => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
const map = (entries: [Buffer, Buffer][]) => Buffer.concat([head(5, entries.length), ...entries.flat()]);
