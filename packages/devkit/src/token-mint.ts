import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** What to put into a token besides the user; all for making wrong ones, too. */
export interface MintOptions {
  name?: string;
  sid?: string;
  /** Seconds from now; negative for an expired one. Default 3,600. */
  lifeSeconds?: number;
  issuer?: string;
  audience?: string;
  type?: string;
}

/** Stands in for the accounts service where no passwords are needed: keys, tokens, and a feed of revocations. */
export interface TokenMint {
  /** Give this to the gateway as its authUrl. */
  readonly url: string;
  /** Any key is taken for the feed. */
  readonly internalKey: string;
  token(userId: number, options?: MintOptions): Promise<string>;
  /** Adds to the feed; sid null revokes all logins of the user made before. */
  revoke(user: number, sid: string | null): void;
  close(): Promise<void>;
}

/** Serves a JWKS and a feed on a free port of 127.0.0.1. */
export async function startTokenMint(): Promise<TokenMint> {
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const kid = "mint";
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: "EdDSA", use: "sig" }] };
  const revocations: { id: number; user: number; sid: string | null; at: number }[] = [];
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
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    internalKey: "the key of a test",
    async token(userId, options = {}) {
      const { name = `user-${userId}`, sid = `sid-${userId}`, lifeSeconds = 3600 } = options;
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ name, admin: false, sid })
        .setProtectedHeader({ alg: "EdDSA", kid, typ: options.type ?? "at+jwt" })
        .setIssuer(options.issuer ?? "hubbub")
        .setAudience(options.audience ?? "hubbub")
        .setSubject(String(userId))
        .setIssuedAt(now)
        .setExpirationTime(now + lifeSeconds)
        .sign(privateKey);
    },
    revoke(user, sid) {
      revocations.push({ id: revocations.length + 1, user, sid, at: Date.now() });
    },
    close: () => server.stop(true),
  };
}
