import type { Scope } from "@hubbub/protocol";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";

/** What to put into a token besides the user; all for making wrong ones, too. */
export interface MintOptions {
  name?: string;
  sid?: string;
  /** Not if they aren't given. */
  admin?: boolean;
  bot?: boolean;
  guest?: boolean;
  /** None if they aren't given. */
  scopes?: readonly Scope[];
  /** Seconds from now; negative for an expired one. Default 3,600. */
  lifeSeconds?: number;
  issuer?: string;
  audience?: string;
  type?: string;
  /** Named in the header; the default is the key that signs. */
  kid?: string;
  /** Claims over all others; one that is undefined is left out. */
  claims?: Record<string, unknown>;
  /** Signs with a key that was never published. */
  foreignKey?: boolean;
  /** What becomes of the finished token. */
  tamper?(token: string): string | Promise<string>;
}

/** Stands in for the accounts service where no passwords are needed: keys, tokens, and a feed of revocations. */
export interface TokenMint {
  /** Give this to the gateway as its authUrl. */
  readonly url: string;
  /** Any key is taken for the feed. */
  readonly internalKey: string;
  /** The newest of the published keys. */
  readonly publicKey: CryptoKey;
  token(userId: number, options?: MintOptions): Promise<string>;
  /** Signs with a new key from now on, published beside the earlier ones. */
  rotate(kid: string): Promise<void>;
  /** Adds to the feed; sid null revokes all tokens of the user made before. */
  revoke(user: number, sid: string | null, reason?: string): void;
  close(): Promise<void>;
}

const newKey = () => generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });

/** Serves a JWKS and a feed on a free port of 127.0.0.1. */
export async function startTokenMint(): Promise<TokenMint> {
  const jwks: { keys: JWK[] } = { keys: [] };
  const publish = async (kid: string) => {
    const pair = await newKey();
    jwks.keys.push({ ...(await exportJWK(pair.publicKey)), kid, alg: "EdDSA", use: "sig" });
    return { kid, ...pair };
  };
  let current = await publish("mint");
  const foreign = await newKey();
  const revocations: { id: number; user: number; sid: string | null; at: number; reason: string }[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    routes: {
      "/.well-known/jwks.json": () => Response.json(jwks),
      "/healthz": () => new Response("ok"),
      "/auth/revocations": (request) => {
        const after = Number(new URL(request.url).searchParams.get("after"));
        const page = revocations.filter(({ id }) => id > after);
        return Response.json({ revocations: page, last: page.at(-1)?.id ?? after, more: false });
      },
    },
    fetch: () => new Response("There is nothing here.", { status: 404 }),
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    internalKey: "the key of a test",
    get publicKey() {
      return current.publicKey;
    },
    async token(userId, options = {}) {
      const { name = `user-${userId}`, sid = `sid-${userId}`, lifeSeconds = 3600 } = options;
      const now = Math.floor(Date.now() / 1000);
      const claims: JWTPayload = {
        name,
        admin: options.admin ?? false,
        bot: options.bot ?? false,
        guest: options.guest ?? false,
        scopes: options.scopes ?? [],
        sid,
        iss: options.issuer ?? "hubbub",
        aud: options.audience ?? "hubbub",
        sub: String(userId),
        iat: now,
        exp: now + lifeSeconds,
        ...options.claims,
      };
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: "EdDSA", kid: options.kid ?? current.kid, typ: options.type ?? "at+jwt" })
        .sign(options.foreignKey ? foreign.privateKey : current.privateKey);
      return options.tamper ? options.tamper(token) : token;
    },
    async rotate(kid) {
      current = await publish(kid);
    },
    revoke(user, sid, reason = "logout") {
      revocations.push({ id: revocations.length + 1, user, sid, at: Date.now(), reason });
    },
    close: () => server.stop(true),
  };
}
