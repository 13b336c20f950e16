import { expect, test } from "bun:test";

import { Secret, TOTP } from "otpauth";

import type { AuthConfig } from "../src/index.ts";
import {
  type CreationOptions,
  type Misdeeds,
  type RequestOptions,
  SoftwareAuthenticator,
} from "./software-authenticator.ts";
import { PASSWORD, TestService } from "./test-service.ts";

const ORIGIN = "https://chat.example.org";

interface Offer<T> {
  options: T;
  ticket: string;
}

const start = (overrides: Partial<AuthConfig> = {}) => TestService.start({ publicUrl: ORIGIN, ...overrides });

const offerRegistration = (auth: TestService, token: string) =>
  auth.ask<Offer<CreationOptions>>("/auth/passkeys/register-options", { password: PASSWORD }, token);

/** Makes a passkey of an account, and gives what is shown of it. */
async function register(auth: TestService, device: SoftwareAuthenticator, token: string, name = "phone") {
  const { options, ticket } = await offerRegistration(auth, token);
  const body = { ticket, name, response: device.create(options) };
  return (await auth.ask<{ passkey: { id: string } }>("/auth/passkeys/register", body, token)).passkey;
}

const offerLogin = (auth: TestService, ticket?: string) =>
  auth.ask<Offer<RequestOptions>>("/auth/passkeys/login-options", { ticket });

async function signIn(auth: TestService, device: SoftwareAuthenticator, misdeeds: Misdeeds = {}) {
  const { options, ticket } = await offerLogin(auth);
  return auth.post("/auth/passkeys/login", { ticket, response: device.get(options, misdeeds) });
}

test("[A22.3] a passkey is registered with the password, and logs in without a name or anything else", async () => {
  await using auth = await start();
  const { access_token } = await auth.signup("Ada");
  const refused = await auth.refusal("/auth/passkeys/register-options", {}, access_token);
  expect(refused).toMatchObject({ code: "invalid", field: "password" });
  const device = new SoftwareAuthenticator(ORIGIN);
  const passkey = await register(auth, device, access_token);
  expect(passkey).toEqual({
    id: expect.any(String),
    name: "phone",
    created_at: auth.clock.now,
    used_at: null,
  } as never);
  auth.clock.now += 1000;
  const { status, body } = await signIn(auth, device);
  expect(status).toBe(200);
  expect(body.user).toMatchObject({ id: 1, name: "Ada" });
  expect((await auth.refresh(body.refresh_token)).status).toBe(200);
  expect(await auth.ask("/auth/passkeys", undefined, access_token)).toMatchObject({
    passkeys: [{ id: passkey.id, used_at: auth.clock.now }],
  });
});

test("[A22.4] passkeys are listed, renamed and removed by their owner; a removed one logs in no more", async () => {
  await using auth = await start();
  const [ada, bob] = [await auth.signup("Ada"), await auth.signup("Bob")];
  const device = new SoftwareAuthenticator(ORIGIN);
  const { id } = await register(auth, device, ada.access_token);
  for (const [path, body] of [
    ["/auth/passkeys/rename", { id, name: "mine" }],
    ["/auth/passkeys/remove", { id }],
  ] as const) {
    expect(await auth.refusal(path, body, bob.access_token)).toMatchObject({
      code: "not_found",
      field: "id",
    });
  }
  await auth.ask("/auth/passkeys/rename", { id, name: "the phone" }, ada.access_token);
  const bad = await auth.refusal("/auth/passkeys/rename", { id, name: "x".repeat(61) }, ada.access_token);
  expect(bad).toMatchObject({ code: "invalid", field: "name", limit: 60 });
  expect(await auth.ask("/auth/passkeys", undefined, ada.access_token)).toMatchObject({
    passkeys: [{ name: "the phone" }],
  });
  await auth.ask("/auth/passkeys/remove", { id }, ada.access_token);
  expect((await signIn(auth, device)).body.error).toMatchObject({
    code: "wrong_credentials",
    field: "response",
  });
});

test("[A22.5] a challenge is answered once, within five minutes, by who it was made for", async () => {
  await using auth = await start();
  const [ada, bob] = [await auth.signup("Ada"), await auth.signup("Bob")];
  const device = new SoftwareAuthenticator(ORIGIN);
  const { options, ticket } = await offerRegistration(auth, ada.access_token);
  const body = { ticket, name: "phone", response: device.create(options) };
  expect(await auth.refusal("/auth/passkeys/register", body, bob.access_token)).toMatchObject({
    code: "invalid",
  });
  expect(await auth.refusal("/auth/passkeys/register", body, ada.access_token)).toMatchObject({
    code: "token_invalid",
    field: "ticket",
  });
  await register(auth, device, ada.access_token);
  const offer = await offerLogin(auth);
  const login = { ticket: offer.ticket, response: device.get(offer.options) };
  await auth.ask("/auth/passkeys/login", login);
  expect(await auth.refusal("/auth/passkeys/login", login)).toMatchObject({ code: "token_invalid" });
  const late = await offerLogin(auth);
  auth.clock.now += 300_000;
  const answer = { ticket: late.ticket, response: device.get(late.options) };
  expect(await auth.refusal("/auth/passkeys/login", answer)).toMatchObject({ code: "token_invalid" });
});

test("[A22.6] another site's, another challenge's, an unverified user's and a copied authenticator's answers are refused", async () => {
  await using auth = await start();
  const { access_token } = await auth.signup("Ada");
  const device = new SoftwareAuthenticator(ORIGIN);
  await register(auth, device, access_token);
  for (const misdeed of [
    { origin: "https://chat.example.org.evil.example" },
    { challenge: Buffer.from("another challenge").toString("base64url") },
    { unverified: true },
  ]) {
    const { options, ticket } = await offerRegistration(auth, access_token);
    const body = { ticket, name: "x", response: new SoftwareAuthenticator(ORIGIN).create(options, misdeed) };
    expect(await auth.refusal("/auth/passkeys/register", body, access_token)).toMatchObject({
      code: "invalid",
      field: "response",
    });
    expect((await signIn(auth, device, misdeed)).body.error).toMatchObject({ code: "wrong_credentials" });
  }
  expect((await signIn(auth, device)).status).toBe(200);
  expect((await signIn(auth, device, { cloned: true })).body.error).toMatchObject({
    code: "wrong_credentials",
  });
  const { options, ticket } = await offerLogin(auth);
  const response = device.get(options);
  response.response.signature = device.get(options, { challenge: "AAAA" }).response.signature;
  expect(await auth.refusal("/auth/passkeys/login", { ticket, response })).toMatchObject({ status: 401 });
});

test("[A22.7] a passkey is a second factor as well, of its own account's login alone", async () => {
  await using auth = await start();
  const [ada, bob] = [await auth.signup("Ada"), await auth.signup("Bob")];
  const device = new SoftwareAuthenticator(ORIGIN);
  const foreign = new SoftwareAuthenticator(ORIGIN);
  await register(auth, device, ada.access_token);
  await register(auth, foreign, bob.access_token);
  const enrol = ["/auth/totp/enrol", { password: PASSWORD }, ada.access_token] as const;
  const { secret } = await auth.ask<{ secret: string }>(...enrol);
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: auth.clock.now });
  await auth.ask("/auth/totp/confirm", { code }, ada.access_token);

  const first = await auth.refusal("/auth/login", { name: "Ada", password: PASSWORD });
  expect(first).toMatchObject({ code: "second_factor_required", methods: ["code", "passkey"] });
  const other = await offerLogin(auth);
  const stolen = { ticket: other.ticket, response: foreign.get(other.options) };
  const refused = await auth.refusal("/auth/second-factor", { ticket: first.ticket, passkey: stolen });
  expect(refused).toMatchObject({ code: "wrong_credentials", field: "passkey" });
  const { options, ticket } = await offerLogin(auth, first.ticket);
  expect(options.allowCredentials).toHaveLength(1);
  const passkey = { ticket, response: device.get(options) };
  const done = await auth.ask<{ user: object }>("/auth/second-factor", { ticket: first.ticket, passkey });
  expect(done.user).toMatchObject({ name: "Ada" });
  // A passkey is two factors by itself.
  expect((await signIn(auth, device)).status).toBe(200);
});

test("[A22.8] without a set address passkeys are for the request's own origin; an IP address and http have none", async () => {
  await using auth = await TestService.start({ trustedProxies: ["127.0.0.1"] });
  const { access_token } = await auth.signup("Ada");
  const offer = (headers: Record<string, string>) =>
    auth.post("/auth/passkeys/login-options", {}, headers).then(({ body }) => body);
  const proxied = { "X-Forwarded-Host": "chat.example.net:8443" };
  expect(await offer({ ...proxied, Origin: "https://chat.example.net:8443" })).toMatchObject({
    options: { rpId: "chat.example.net" },
  } as never);
  expect(await offer({ ...proxied, "X-Forwarded-Proto": "https" })).toMatchObject({
    options: { rpId: "chat.example.net" },
  } as never);
  expect(await offer({ "X-Forwarded-Host": "localhost:8080" })).toMatchObject({
    options: { rpId: "localhost" },
  } as never);
  for (const headers of [
    { "X-Forwarded-Host": "127.0.0.1:8080" },
    { ...proxied, Origin: "https://evil.example" },
    { "X-Forwarded-Host": "[::1]:8080", "X-Forwarded-Proto": "https" },
  ] as Record<string, string>[]) {
    expect((await offer(headers)).error).toMatchObject({ code: "forbidden" });
  }
  const device = new SoftwareAuthenticator("http://localhost:8080");
  const headers = { Authorization: `Bearer ${access_token}`, "X-Forwarded-Host": "localhost:8080" };
  const body = { password: PASSWORD };
  const made = (await auth.post("/auth/passkeys/register-options", body, headers))
    .body as unknown as Offer<CreationOptions>;
  const response = device.create(made.options);
  const kept = await auth.post(
    "/auth/passkeys/register",
    { ticket: made.ticket, name: "desk", response },
    headers,
  );
  expect(kept.status).toBe(201);
});
