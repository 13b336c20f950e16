import { generateKeyPairSync, sign } from "node:crypto";

import { now } from "./clock.ts";

const KEY_ID = "load";

/**
 * Stands in for the accounts service where logins are not what is measured: serves the public key of its own
 * and makes access tokens for any user at once.
 */
export class TokenIssuer {
  readonly #lifeSeconds: number;
  readonly #keys = generateKeyPairSync("ed25519");
  readonly #run = Math.floor(now());
  readonly #server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    routes: {
      "/.well-known/jwks.json": () => Response.json(this.#jwks()),
      "/auth/revocations": () => Response.json({ revocations: [], last: 0 }),
    },
    fetch: () => new Response("Not found", { status: 404 }),
  });

  /** `lifeSeconds`: how long a token is good for. */
  constructor(lifeSeconds = 3600) {
    this.#lifeSeconds = Math.ceil(lifeSeconds);
  }

  /** What the gateway takes for its accounts service. */
  get url(): string {
    return this.#server.url.origin;
  }

  /** An access token of the user with this number; ids of users begin at 1. */
  token(user: number): string {
    const issued = Math.floor(Date.now() / 1000);
    const id = user + 1;
    const head = encode({ alg: "EdDSA", kid: KEY_ID, typ: "at+jwt" });
    const claims = { sub: String(id), name: `load-${id}`, admin: false, sid: `load-${this.#run}-${id}` };
    const times = { iat: issued, exp: issued + this.#lifeSeconds };
    const content = `${head}.${encode({ iss: "hubbub", aud: "hubbub", ...claims, ...times })}`;
    return `${content}.${sign(null, Buffer.from(content), this.#keys.privateKey).toString("base64url")}`;
  }

  [Symbol.dispose](): void {
    this.#server.stop(true);
  }

  #jwks() {
    const key = this.#keys.publicKey.export({ format: "jwk" });
    return { keys: [{ ...key, kid: KEY_ID, alg: "EdDSA", use: "sig" }] };
  }
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
