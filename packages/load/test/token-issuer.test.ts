import { expect, test } from "bun:test";

import { TokenIssuer } from "../src/generator/token-issuer.ts";

interface Jwk {
  kid: string;
  alg: string;
  x: string;
  kty: string;
  crv: string;
}

const decode = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString()) as object;

test("[L8.1] tokens made beforehand are EdDSA JWTs of the published key, with the claims of an access token", async () => {
  using issuer = new TokenIssuer();
  const { keys } = (await (await fetch(`${issuer.url}/.well-known/jwks.json`)).json()) as { keys: Jwk[] };
  const [head = "", claims = "", signature = ""] = issuer.token(41).split(".");
  expect(decode(head)).toEqual({ alg: "EdDSA", kid: keys[0]!.kid, typ: "at+jwt" });
  expect(decode(claims)).toMatchObject({ iss: "hubbub", aud: "hubbub", sub: "42", name: "load-42" });
  const key = await crypto.subtle.importKey("jwk", keys[0]!, "Ed25519", false, ["verify"]);
  const signed = Buffer.from(`${head}.${claims}`);
  expect(await crypto.subtle.verify("Ed25519", key, Buffer.from(signature, "base64url"), signed)).toBe(true);
  expect(await (await fetch(`${issuer.url}/auth/revocations?after=0`)).json()).toEqual({
    revocations: [],
    last: 0,
  });
});
