import { expect, test } from "bun:test";

import { checkConfig } from "../src/check-config.ts";
import { type AuthConfig, authDefaults } from "../src/config.ts";

test("[A9.4] the defaults are good, and Argon2id's are OWASP's", () => {
  checkConfig(authDefaults);
  expect(authDefaults).toMatchObject({
    memoryCost: 19 * 1024,
    timeCost: 2,
    hashQueue: 64,
    accessTokenSeconds: 600,
  });
  expect(authDefaults.workersMax).toBeGreaterThanOrEqual(1);
});

const PUBLIC_URL = "https://chat.example.org";
const OIDC = {
  issuer: "https://id.example.org",
  clientId: "hubbub",
  clientSecret: "secret",
  name: "Example",
  signup: true,
};

const BAD: [what: string, change: Partial<AuthConfig>, sentence: RegExp][] = [
  ["a port past 65535", { port: 65_536 }, /port must be a whole number from 0 to 65535, not 65536/],
  ["no workers", { workersMin: 0 }, /workersMin must be a whole number from 1 to/],
  ["half a worker", { workersMax: 1.5 }, /workersMax must be a whole number/],
  ["more workers at least than at most", { workersMin: 3, workersMax: 2 }, /swap them/],
  ["an endless hash", { memoryCost: 2 ** 21 }, /memoryCost must be a whole number from 8 to 1048576/],
  [
    "a key that is used before gateways can have seen it",
    { keyAheadSeconds: 300 },
    /must be more than jwksCacheSeconds/,
  ],
  [
    "a rotation shorter than its lead",
    { keyRotationSeconds: 86_399 },
    /must not be less than keyAheadSeconds/,
  ],
  ["a short internal key", { internalKey: "short" }, /internalKey must be 16 or more/],
  [
    "an internal key that no header can carry",
    { internalKey: "sixteen letters or more" },
    /internalKey must be/,
  ],
  [
    "a proxy that is no address",
    { trustedProxies: ["localhost"] },
    /"localhost" is neither an IP address nor a CIDR range/,
  ],
  [
    "a limit that allows nothing",
    { checksPerName: { burst: 0, perMinute: 1 } },
    /checksPerName needs a burst of at least 1/,
  ],
  ["a public address that is none", { publicUrl: "chat.example.org" }, /publicUrl: .* is no http:\/\//],
  ["single sign-on without a public address", { oidc: OIDC }, /Single sign-on needs publicUrl/],
  [
    "an issuer whose answers could be forged",
    { publicUrl: PUBLIC_URL, oidc: { ...OIDC, issuer: "http://id.example.org" } },
    /oidc\.issuer: http:\/\/id\.example\.org must be https:/,
  ],
  [
    "an issuer without the client's secret",
    { publicUrl: PUBLIC_URL, oidc: { ...OIDC, clientSecret: "" } },
    /oidc\.clientSecret is empty/,
  ],
];

for (const [what, change, sentence] of BAD) {
  test(`[A9.4] a start is refused with a sentence: ${what}`, () => {
    const refusal = expect.objectContaining({
      name: "ConfigRefused",
      message: expect.stringMatching(sentence),
    });
    expect(() => checkConfig({ ...authDefaults, ...change })).toThrow(refusal);
  });
}
