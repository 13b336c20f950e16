import { expect, test } from "bun:test";

import { RefreshTokens } from "../src/tokens/refresh-token.ts";

const tokens = new RefreshTokens(new Uint8Array(32).fill(7));

test("[A5.6] a refresh token is hbr_ and 64 bytes of base64url; it names its session and is found by its hash", () => {
  const token = tokens.first();
  expect(token.text).toMatch(/^hbr_[\w-]{86}$/);
  expect(token.sid).toMatch(/^[\w-]{22}$/);
  expect(token.hash).toHaveLength(32);
  expect(tokens.read(token.text)).toEqual(token);
  expect(tokens.first()).not.toEqual(token);
});

test("[A5.2] the successor follows from the token and the nonce, and from nothing less", () => {
  const token = tokens.first();
  const nonce = new Uint8Array(32).fill(1);
  const next = tokens.successor(token, nonce);
  expect(tokens.successor(token, nonce)).toEqual(next);
  expect(next.sid).toBe(token.sid);
  expect(next.text).not.toBe(token.text);
  expect(tokens.successor(token, new Uint8Array(32).fill(2)).text).not.toBe(next.text);
  expect(tokens.successor(next, nonce).text).not.toBe(next.text);
  expect(tokens.read(next.text)).toEqual(next);
});

test("[A5.6] only tokens of this service, spelled as it spells them, are read", () => {
  const { text } = tokens.first();
  const other = new RefreshTokens(new Uint8Array(32).fill(8));
  expect(other.read(text)).toBeUndefined();
  for (const bad of [
    "",
    "hbr_",
    text.slice(4),
    text.slice(0, -1),
    `${text}A`,
    `${text}=`,
    ` ${text}`,
    text.toLowerCase(),
  ]) {
    expect(tokens.read(bad)).toBeUndefined();
  }
  for (let i = 4; i < text.length; i++) {
    const changed = text.slice(0, i) + (text[i] === "A" ? "B" : "A") + text.slice(i + 1);
    expect(tokens.read(changed)).toBeUndefined();
  }
});
