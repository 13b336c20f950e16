import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createHmac } from "node:crypto";

import { type Crowd, type MintOptions, openRawClient, type RawClient, startCrowd } from "@hubbub/devkit";
import { LIMITS, type Subprotocol, SUBPROTOCOLS } from "@hubbub/protocol";
import { exportSPKI } from "jose";

import { Revocations } from "../src/gateway/revocations.ts";
import { TokenCheck } from "../src/gateway/token-check.ts";
import { createLog } from "../src/log.ts";
import { createChannel, expectClosed, expectError, send, valueOf } from "./clients.ts";

let crowd: Crowd;

beforeAll(async () => {
  crowd = await startCrowd();
});
afterAll(() => crowd.close());

const authenticate = (client: RawClient, token: string) =>
  client.ask({ case: "authenticate", value: { token } });

describe.each([...SUBPROTOCOLS])("%s", (subprotocol: Subprotocol) => {
  const connect = () => openRawClient(crowd.url, undefined, subprotocol);

  test("[P6.9] a good token is welcomed with the user, the clock, the heartbeat, its end and the channels", async () => {
    const client = await connect();
    const before = Date.now();
    const token = await crowd.mint.token(5, { name: "Five", lifeSeconds: 100 });
    const welcome = valueOf(await authenticate(client, token), "welcome");
    expect(welcome.user).toMatchObject({ id: 5, name: "Five", bot: false, admin: false, guest: false });
    expect(welcome.heartbeatMs).toBe(LIMITS.heartbeatMs);
    expect(welcome.now).toBeGreaterThanOrEqual(before);
    expect(welcome.now).toBeLessThanOrEqual(Date.now());
    expect(Math.abs(welcome.tokenExpiresAt - before - 100_000)).toBeLessThanOrEqual(1_000);
    const channel = await createChannel(client, `welcome ${subprotocol}`);
    const again = await connect();
    const { channels } = valueOf(await authenticate(again, token), "welcome");
    expect(channels.find(({ id }) => id === channel)).toMatchObject({
      name: `welcome ${subprotocol}`,
      member: true,
    });
  });

  const wrong: [what: string, options: MintOptions][] = [
    [
      "of no algorithm (alg none)",
      { tamper: (token) => withHeader(token, { alg: "none", typ: "at+jwt" }, () => "") },
    ],
    [
      "of HS256 with the public key as the secret",
      {
        tamper: async (token) => {
          const secret = await exportSPKI(crowd.mint.publicKey);
          const header = { alg: "HS256", kid: "mint", typ: "at+jwt" };
          return withHeader(token, header, (signed) =>
            createHmac("sha256", secret).update(signed).digest("base64url"),
          );
        },
      },
    ],
    ["of another key with the same kid", { foreignKey: true }],
    ["with a kid that nobody has published", { kid: "never published" }],
    ["for another audience", { audience: "elsewhere" }],
    ["of another issuer", { issuer: "elsewhere" }],
    ["of another type", { type: "JWT" }],
    ["without a user", { claims: { sub: undefined } }],
    ["of user 0", { claims: { sub: "0" } }],
    ["of user 2^53", { claims: { sub: String(2 ** 53) } }],
    ["of a user that is no number", { claims: { sub: "admin" } }],
    ["of a user with a sign", { claims: { sub: "+1" } }],
    ["without an end", { claims: { exp: undefined } }],
    ["without a begin", { claims: { iat: undefined } }],
    ["without a session", { claims: { sid: undefined } }],
    ["without a name", { claims: { name: undefined } }],
    ["with a name that is no text", { claims: { name: 7 } }],
    [
      "whose signature was changed",
      { tamper: (token) => `${token.slice(0, -4)}${token.endsWith("AAAA") ? "BBBB" : "AAAA"}` },
    ],
    ["whose claims were changed", { tamper: withOtherClaims }],
    ["that is 20 KiB of letters", { tamper: () => "x".repeat(20 * 1024) }],
    ["that is empty", { tamper: () => "" }],
    ["that is no JWT", { tamper: () => "a.b.c" }],
    ["that is text of any kind", { tamper: () => "\0🙂 ; DROP TABLE users" }],
  ];

  test.each(wrong)(
    "[P7.11] a token %s is refused as token_invalid and the connection closed",
    async (_, options) => {
      const client = await connect();
      expectError(await authenticate(client, await crowd.mint.token(1, options)), "token_invalid");
      await expectClosed(client, "token_invalid");
    },
  );

  test("[P7.11] a token that has expired is refused as token_expired and the connection closed", async () => {
    const client = await connect();
    expectError(await authenticate(client, await crowd.mint.token(1, { lifeSeconds: -1 })), "token_expired");
    await expectClosed(client, "token_expired");
  });

  test("[P6.4] a live connection renews its token with a newer one of the same user and goes on", async () => {
    const client = await openRawClient(
      crowd.url,
      await crowd.mint.token(1, { lifeSeconds: 100 }),
      subprotocol,
    );
    const channel = await createChannel(client, `renewal ${subprotocol}`);
    const welcome = valueOf(
      await authenticate(client, await crowd.mint.token(1, { lifeSeconds: 500 })),
      "welcome",
    );
    expect(welcome.tokenExpiresAt - Date.now()).toBeGreaterThan(400_000);
    valueOf(await client.ask(send(channel, "still here")), "sent");
  });

  test("[P6.4] a renewal with another user's token, or a bad one, is refused; the connection stays as it was", async () => {
    const client = await openRawClient(crowd.url, await crowd.mint.token(1), subprotocol);
    expectError(await authenticate(client, await crowd.mint.token(2)), "wrong_user");
    expectError(await authenticate(client, await crowd.mint.token(1, { foreignKey: true })), "token_invalid");
    expectError(await authenticate(client, await crowd.mint.token(1, { lifeSeconds: -1 })), "token_expired");
    const welcome = valueOf(await authenticate(client, await crowd.mint.token(1)), "welcome");
    expect(welcome.user).toMatchObject({ id: 1, name: "user-1" });
  });

  test("[P6.5] a revoked login closes its live sockets with session_revoked, and its token is refused then", async () => {
    const token = await crowd.mint.token(31, { sid: `phone ${subprotocol}` });
    const [phone, other] = await Promise.all([
      openRawClient(crowd.url, token, subprotocol),
      openRawClient(crowd.url, await crowd.mint.token(31, { sid: `desk ${subprotocol}` }), subprotocol),
    ]);
    crowd.mint.revoke(31, `phone ${subprotocol}`);
    await expectClosed(phone, "session_revoked");
    const again = await connect();
    expectError(await authenticate(again, token), "token_invalid");
    await expectClosed(again, "token_invalid");
    // Another login of the user has nothing to do with it.
    expect((await other.ask({ case: "getUsers", value: { ids: [31] } }))?.case).toBe("users");
  });

  test("[P6.5] a ban closes all of the user's sockets and refuses all tokens issued before it", async () => {
    const user = subprotocol === "hubbub.v1.json" ? 41 : 42;
    const token = await crowd.mint.token(user);
    const clients = await Promise.all([1, 2, 3].map(() => openRawClient(crowd.url, token, subprotocol)));
    crowd.mint.revoke(user, null);
    for (const client of clients) await expectClosed(client, "session_revoked");
    const again = await connect();
    expectError(await authenticate(again, token), "token_invalid");
    await again.closed;
    const later = { claims: { iat: Math.floor(Date.now() / 1000) + 2 } };
    const anew = await openRawClient(crowd.url, undefined, subprotocol);
    valueOf(await authenticate(anew, await crowd.mint.token(user, later)), "welcome");
  });
});

test("[P6.10] who is disabled, or whose password was changed, is told so by the close code", async () => {
  for (const [user, reason, closed] of [
    [52, "disabled", "account_disabled"],
    [53, "password", "password_changed"],
  ] as const) {
    const client = await openRawClient(crowd.url, await crowd.mint.token(user));
    crowd.mint.revoke(user, null, reason);
    await expectClosed(client, closed);
  }
});

test("[A20.2] whose rights change is closed with token_invalid, and may come back with a new token at once", async () => {
  const client = await openRawClient(crowd.url, await crowd.mint.token(51, { admin: true }));
  crowd.mint.revoke(51, null, "role");
  await expectClosed(client, "token_invalid");
  const later = { claims: { iat: Math.floor(Date.now() / 1000) + 1 } };
  await openRawClient(crowd.url, await crowd.mint.token(51, later));
});

test("[A20.3] the gateway knows the rights in a token: administrator, bot, guest, and the scopes that it knows", async () => {
  const { url: authUrl, internalKey } = crowd.mint;
  const log = createLog("silent");
  const check = new TokenCheck(authUrl, new Revocations({ authUrl, internalKey, pollMs: 1000, log }));
  const claimsOf = async (options: MintOptions) => check.verify(await crowd.mint.token(52, options));
  const none = { admin: false, bot: false, guest: false, scopes: [] };
  expect(await claimsOf({})).toMatchObject(none);
  expect(await claimsOf({ admin: true, guest: true })).toMatchObject({ ...none, admin: true, guest: true });
  const scopes = ["messages:read", "rockets:launch", "channels:write"];
  expect(await claimsOf({ claims: { bot: true, scopes } })).toMatchObject({
    ...none,
    bot: true,
    scopes: ["messages:read", "channels:write"],
  });
  const unknown = { admin: undefined, bot: "yes", guest: 1, scopes: "messages:read" };
  expect(await claimsOf({ claims: unknown })).toMatchObject(none);
});

test("[P6.6] a key that was published after the start is fetched when the first token names it", async () => {
  const token = await crowd.mint.token(1);
  await openRawClient(crowd.url, token);
  await crowd.mint.rotate("a new key");
  // Keys are fetched at most once in 2 s; until then a token of an unknown key is refused.
  const deadline = Date.now() + 10_000;
  for (;;) {
    const client = await openRawClient(crowd.url);
    const reply = await authenticate(client, await crowd.mint.token(1));
    client.close();
    if (reply?.case === "welcome") break;
    expectError(reply, "token_invalid");
    if (Date.now() > deadline) throw new Error("The new key was not fetched within 10 s.");
    await Bun.sleep(100);
  }
  // The tokens of the earlier key are good for as long as it is published.
  const old = await openRawClient(crowd.url);
  valueOf(await authenticate(old, token), "welcome");
});

test("[P6.7] while the accounts service is gone new connections get unavailable, and who is in chats on", async () => {
  const lonely = await startCrowd();
  try {
    // Nobody was checked yet, so the keys are not known.
    const token = await lonely.mint.token(1);
    await lonely.mint.close();
    const client = await openRawClient(lonely.url);
    expectError(await authenticate(client, token), "unavailable", { retryAfterMs: 1_000 });
    // The same connection may try again.
    expectError(await authenticate(client, token), "unavailable", { retryAfterMs: 1_000 });
  } finally {
    await lonely.close();
  }
  const full = await startCrowd();
  try {
    const client = await openRawClient(full.url, await full.mint.token(1));
    const channel = await createChannel(client, "chat");
    await full.mint.close();
    valueOf(await client.ask(send(channel, "on")), "sent");
    // The keys are kept: who has a token still gets in.
    const second = await openRawClient(full.url);
    valueOf(await authenticate(second, await full.mint.token(2)), "welcome");
  } finally {
    await full.close();
  }
});

describe("with short times", () => {
  let quick: Crowd;
  beforeAll(async () => {
    quick = await startCrowd({ gateway: { authenticateMs: 1_000, heartbeatMs: 1_000 } });
  });
  afterAll(() => quick.close());

  test("[P7.12] who has not authenticated in time is closed with authenticate_timeout, whatever else they send", async () => {
    const silent = await openRawClient(quick.url);
    const chatty = await openRawClient(quick.url);
    const beats = setInterval(() => chatty.raw(new Uint8Array(0)), 100);
    try {
      await Promise.all([
        expectClosed(silent, "authenticate_timeout"),
        expectClosed(chatty, "authenticate_timeout"),
      ]);
    } finally {
      clearInterval(beats);
    }
  });

  test("[P6.8] a live connection is closed with token_expired when its token has ended", async () => {
    const token = await quick.mint.token(1, { lifeSeconds: 2 });
    const client = await openRawClient(quick.url, token);
    const beats = setInterval(() => client.raw(new Uint8Array(0)), 500);
    try {
      await expectClosed(client, "token_expired");
      expect(Date.now()).toBeGreaterThanOrEqual(
        valueOf(client.frames[0]!.replies[0]!.body, "welcome").tokenExpiresAt,
      );
    } finally {
      clearInterval(beats);
    }
  });

  test("[G1.1] the server beats at the time it promised, in both codecs; who answers stays, who doesn't is closed", async () => {
    const deaf = await openRawClient(quick.url, await quick.mint.token(2));
    const client = await openRawClient(quick.url, await quick.mint.token(3), "hubbub.v1.json");
    expect(valueOf(client.frames[0]!.replies[0]!.body, "welcome").heartbeatMs).toBe(1_000);
    const answers = setInterval(() => client.raw("{}"), 300);
    try {
      await expectClosed(deaf, "heartbeat_timeout");
      expect(beats(deaf)).toBeGreaterThanOrEqual(1);
      expect(beats(client)).toBeGreaterThanOrEqual(1);
      expect((await client.ask({ case: "getUsers", value: { ids: [3] } }))?.case).toBe("users");
    } finally {
      clearInterval(answers);
    }
  });
});

const beats = (of: RawClient): number =>
  of.frames.filter((frame) => Object.values(frame).every((part) => part.length === 0)).length;

/** The token with another header, and a signature of the new signing input. */
function withHeader(token: string, header: object, sign: (signed: string) => string): string {
  const signed = `${Buffer.from(JSON.stringify(header)).toString("base64url")}.${token.split(".")[1]}`;
  return `${signed}.${sign(signed)}`;
}

/** The token of user 2 with the signature of user 1. */
function withOtherClaims(token: string): string {
  const [header, claims = "", signature] = token.split(".");
  const changed = { ...(JSON.parse(Buffer.from(claims, "base64url").toString()) as object), sub: "2" };
  return `${header}.${Buffer.from(JSON.stringify(changed)).toString("base64url")}.${signature}`;
}
