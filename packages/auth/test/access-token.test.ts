import { expect, test } from "bun:test";

import {
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  importJWK,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from "jose";

import { openSqliteAccounts } from "../src/accounts/sqlite/open-sqlite-accounts.ts";
import { TestService } from "./test-service.ts";

const EXPECTED = { issuer: "hubbub", audience: "hubbub", typ: "at+jwt", algorithms: ["EdDSA"] };

/** Verifies as a gateway does, at the service's time, with the keys that it fetched last. */
function gateway(auth: TestService) {
  const keys = createRemoteJWKSet(new URL(`${auth.service.url}/.well-known/jwks.json`), {
    cacheMaxAge: Number.POSITIVE_INFINITY,
  });
  return {
    reload: () => keys.reload(),
    verify: (token: string) => jwtVerify(token, keys, { ...EXPECTED, currentDate: new Date(auth.clock.now) }),
  };
}

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");

const kids = async (auth: TestService) => {
  const answer = await fetch(`${auth.service.url}/.well-known/jwks.json`);
  return ((await answer.json()) as { keys: JWK[] }).keys.map(({ kid }) => kid);
};

test("[A7.3] an access token is an EdDSA JWT with the documented header and claims", async () => {
  await using auth = await TestService.start();
  const { access_token, refresh_token } = await auth.signup("Ada");
  const [kid] = await kids(auth);
  expect(decodeProtectedHeader(access_token)).toEqual({ alg: "EdDSA", kid, typ: "at+jwt" });
  const { payload } = await gateway(auth).verify(access_token);
  const iat = auth.clock.now / 1000;
  expect(payload).toEqual({
    iss: "hubbub",
    aud: "hubbub",
    sub: "1",
    name: "Ada",
    admin: false,
    bot: false,
    guest: false,
    scopes: [],
    sid: Buffer.from(refresh_token.slice(4), "base64url").subarray(0, 16).toString("base64url"),
    iat,
    exp: iat + 600,
    jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(decodeJwt((await auth.refresh(refresh_token)).body.access_token).jti).not.toBe(payload.jti);
});

test("[A7.4] the JWKS holds public keys only and says how long it may be cached", async () => {
  await using auth = await TestService.start();
  const answer = await fetch(`${auth.service.url}/.well-known/jwks.json`);
  expect(answer.headers.get("Cache-Control")).toBe("public, max-age=300");
  const { keys } = (await answer.json()) as { keys: JWK[] };
  expect(keys).toEqual([
    { kty: "OKP", crv: "Ed25519", alg: "EdDSA", use: "sig", kid: expect.any(String), x: expect.any(String) },
  ]);
});

test("[A7.1] [A7.2] keys rotate under a gateway that fetches them only at times: every token verifies until its end", async () => {
  await using auth = await TestService.start({
    keyRotationSeconds: 1000,
    keyAheadSeconds: 400,
    accessTokenSeconds: 100,
    refreshGraceMs: 0,
  });
  const check = gateway(auth);
  let { access_token, refresh_token } = await auth.signup("Ada");
  const start = auth.clock.now;
  const published = new Set<string>();
  const signed = new Set<string>();
  let old = access_token;
  for (let second = 0; second <= 5000; second += 50) {
    auth.clock.now = start + second * 1000;
    // As seldom as the cache allows: 300 s here, 400 s ahead.
    if (second % 300 === 0) await check.reload();
    old = access_token;
    ({ access_token, refresh_token } = (await auth.refresh(refresh_token)).body);
    expect((await check.verify(old)).payload.sub).toBe("1");
    expect((await check.verify(access_token)).payload.sub).toBe("1");
    signed.add(decodeProtectedHeader(access_token).kid!);
    const now = await kids(auth);
    expect(now.length).toBeLessThanOrEqual(2);
    for (const kid of now) published.add(kid!);
  }
  expect(signed.size).toBe(6);
  expect(published.size).toBe(6);
});

test("[A7.1] services on one database sign with the same keys", async () => {
  await using one = await TestService.start();
  await using two = await TestService.start({ database: one.database });
  const { access_token } = await one.signup("Ada");
  expect((await two.get("/auth/me", access_token)).body.user).toMatchObject({
    id: 1,
    name: "Ada",
    admin: false,
  });
  expect(await kids(two)).toEqual(await kids(one));
});

test("[A7.5] an access token that has ended is refused as such", async () => {
  await using auth = await TestService.start();
  const { access_token } = await auth.signup("Ada");
  auth.clock.now += 599_000;
  expect((await auth.get("/auth/me", access_token)).body.user).toMatchObject({
    id: 1,
    name: "Ada",
    admin: false,
  });
  auth.clock.now += 1000;
  const { status, body, headers } = await auth.get("/auth/me", access_token);
  expect(status).toBe(401);
  expect(body.error.code).toBe("token_expired");
  expect(headers.get("WWW-Authenticate")).toBe("Bearer");
});

test("[A7.6] forged and foreign tokens are refused: no signature, other key, algorithm, party, type, claims", async () => {
  await using auth = await TestService.start();
  const { access_token } = await auth.signup("Ada");
  const claims = decodeJwt(access_token);
  const header = { alg: "EdDSA", kid: decodeProtectedHeader(access_token).kid!, typ: "at+jwt" };
  const store = openSqliteAccounts(auth.database, { create: false });
  const [row] = await store.updateSigningKeys(() => ({ add: undefined, drop: [] }));
  await store.close();
  const key = await importJWK(JSON.parse(row!.privateKey) as JWK, "EdDSA");
  const publicKey = JSON.parse(row!.publicKey) as JWK;
  const foreign = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;

  const sign = (payload: JWTPayload, head: object = {}, by: Parameters<SignJWT["sign"]>[0] = key) =>
    new SignJWT(payload).setProtectedHeader({ ...header, ...head }).sign(by);
  const [h = "", p = "", s = ""] = access_token.split(".");
  const without = (claim: string) =>
    sign(Object.fromEntries(Object.entries(claims).filter(([name]) => name !== claim)));
  const embedded = await crypto.subtle.exportKey("jwk", foreign.publicKey);

  // What is refused below is not refused for how it was made.
  expect((await auth.get("/auth/me", await sign(claims))).status).toBe(200);
  const forged: Record<string, string> = {
    "alg none": `${encode({ ...header, alg: "none" })}.${p}.`,
    "alg none with the signature": `${encode({ ...header, alg: "none" })}.${p}.${s}`,
    "no signature": `${h}.${p}.`,
    "another user": `${h}.${encode({ ...claims, sub: "2" })}.${s}`,
    "an administrator": `${h}.${encode({ ...claims, admin: true })}.${s}`,
    "another key under this kid": await sign(claims, {}, foreign.privateKey),
    "another key, embedded": await sign(claims, { jwk: embedded }, foreign.privateKey),
    "an unknown kid": await sign(claims, { kid: "unknown" }, foreign.privateKey),
    "HMAC with the public key": await sign(claims, { alg: "HS256" }, Buffer.from(publicKey.x!, "base64url")),
    "another audience": await sign({ ...claims, aud: "other" }),
    "another issuer": await sign({ ...claims, iss: "other" }),
    "another type": await sign(claims, { typ: "JWT" }),
    "no type": await sign(claims, { typ: undefined }),
    "another session": await sign({ ...claims, sid: "AAAAAAAAAAAAAAAAAAAAAA" }),
    "another user's session": await sign({ ...claims, sub: "2" }),
    "not before tomorrow": await sign({ ...claims, nbf: claims.iat! + 86_400 }),
    "no sid": await without("sid"),
    "no sub": await without("sub"),
    "no exp": await without("exp"),
    "no iat": await without("iat"),
    nonsense: "x",
    "three dots": "a.b.c",
    "a long one": "A".repeat(8000),
  };
  for (const [what, token] of Object.entries(forged)) {
    const { status, body } = await auth.get("/auth/me", token);
    expect({ what, status, code: body.error?.code }).toEqual({ what, status: 401, code: "token_invalid" });
  }
  for (const Authorization of [
    "",
    "Bearer",
    `Basic ${access_token}`,
    access_token,
    `Bearer ${access_token} x`,
  ]) {
    const { status, body } = await auth.request("/auth/me", { headers: { Authorization } });
    expect({ status, code: body.error.code }).toEqual({ status: 401, code: "unauthenticated" });
  }
});
