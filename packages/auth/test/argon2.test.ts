import { expect, test } from "bun:test";

import { hashSync, phcCost, verifySync } from "../src/passwords/argon2.ts";

const SALT_AND_HASH = "$c29tZXNhbHRzb21lc2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g";
const phc = (parameters: string, head = "$argon2id$v=19$") => head + parameters + SALT_AND_HASH;

test("[A3.1] a hash is Argon2id version 1.3 with one lane and the given cost, and a fresh salt", () => {
  const cost = { memoryCost: 64, timeCost: 3 };
  const hash = hashSync("correct horse", cost);
  expect(hash).toStartWith("$argon2id$v=19$m=64,t=3,p=1$");
  expect(phcCost(hash)).toEqual(cost);
  expect(verifySync("correct horse", hash)).toBe(true);
  expect(verifySync("correct horsf", hash)).toBe(false);
  expect(hashSync("correct horse", cost)).not.toBe(hash);
});

test("[A3.1] hashes fit RFC 9106: what other implementations made is verified", () => {
  // Made with the reference implementation: echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -e
  const known = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
  expect(phcCost(known)).toEqual({ memoryCost: 65_536, timeCost: 2 });
  expect(verifySync("password", known)).toBe(true);
});

const HOSTILE = {
  "4 TiB of memory": phc("m=4294967295,t=1,p=1"),
  "2 GiB of memory": phc("m=2097152,t=1,p=1"),
  "memory past 32 bits": phc("m=99999999999,t=1,p=1"),
  "no memory": phc("m=0,t=1,p=1"),
  "memory below the minimum": phc("m=7,t=1,p=1"),
  "4 billion passes": phc("m=64,t=4294967295,p=1"),
  "no passes": phc("m=64,t=0,p=1"),
  "no lanes": phc("m=64,t=1,p=0"),
  "16 million lanes": phc("m=64,t=1,p=16777215"),
  "negative passes": phc("m=64,t=-1,p=1"),
  "leading zeros": phc("m=064,t=1,p=1"),
  "parameters in another order": phc("t=1,m=64,p=1"),
  "a parameter missing": phc("m=64,t=1"),
  Argon2i: phc("m=64,t=1,p=1", "$argon2i$v=19$"),
  "an old version": phc("m=64,t=1,p=1", "$argon2id$v=16$"),
  "bcrypt at cost 31": "$2b$31$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
  "no salt": "$argon2id$v=19$m=64,t=1,p=1$$aGFzaGhhc2hoYXNo",
  "no hash": "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$",
  "a hash without end": `$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$${"a".repeat(3000)}`,
  "a line break behind it": `${phc("m=64,t=1,p=1")}\n`,
  nothing: "",
};

for (const [what, hash] of Object.entries(HOSTILE)) {
  test(`[A3.2] a stored hash that isn't ours is refused before it is computed: ${what}`, () => {
    expect(phcCost(hash)).toBeUndefined();
    expect(() => verifySync("correct horse", hash)).toThrow("Not an Argon2id hash within bounds.");
  });
}
