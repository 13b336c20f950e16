import { expect, test } from "bun:test";
import { createHash, randomBytes } from "node:crypto";

import { CLIENT, TestIssuer } from "@hubbub/devkit/test-issuer";

import { type AuthConfig, openAccounts } from "../src/index.ts";
import { PASSWORD, TestService } from "./test-service.ts";

const PUBLIC_URL = "https://chat.example.org";
const CALLBACK = `${PUBLIC_URL}/auth/sso/callback`;
const RETURN_TO = `${PUBLIC_URL}/?page=login`;

/** A service whose single sign-on is this issuer. */
const startWith = (issuer: TestIssuer, overrides: Partial<AuthConfig> = {}) =>
  TestService.start({
    publicUrl: PUBLIC_URL,
    oidc: {
      issuer: issuer.url,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      name: "Example account",
      signup: true,
    },
    ...overrides,
  });

/** The client's side: a verifier and its challenge. */
function pkce() {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

/** The whole way of somebody through the issuer, to the code that their client gets. */
async function codeOf(issuer: TestIssuer, auth: TestService) {
  const { verifier, challenge } = pkce();
  const { url } = await auth.ask<{ url: string }>("/auth/sso/start", { challenge, return_to: RETURN_TO });
  const back = new URL(await issuer.browse(url, { [PUBLIC_URL]: auth.service.url }));
  expect(back.origin + back.pathname).toBe(`${PUBLIC_URL}/`);
  expect(back.searchParams.get("page")).toBe("login");
  return {
    verifier,
    code: back.searchParams.get("sso_code") ?? "",
    error: back.searchParams.get("sso_error"),
  };
}

async function signIn(issuer: TestIssuer, auth: TestService) {
  const { code, verifier } = await codeOf(issuer, auth);
  return auth.ask<{ user: { id: number; name: string }; access_token: string; refresh_token: string }>(
    "/auth/sso/exchange",
    { code, verifier },
  );
}

test("[A23.2] the first login at the issuer makes an account with its name and address, every later one finds it", async () => {
  await using issuer = await TestIssuer.start(CALLBACK);
  await using auth = await startWith(issuer);
  expect(await auth.ask("/auth/methods")).toMatchObject({ signup: "open", sso: { name: "Example account" } });
  issuer.people.set("s-1", { preferred_username: "ann", email: "ann@example.org", email_verified: true });
  issuer.current = "s-1";
  const first = await signIn(issuer, auth);
  expect(first.user).toMatchObject({ id: 1, name: "ann", admin: false });
  expect((await auth.refresh(first.refresh_token)).status).toBe(200);
  issuer.people.set("s-1", { preferred_username: "ann-marie" });
  expect((await signIn(issuer, auth)).user).toMatchObject({ id: 1, name: "ann" });
  expect(await auth.ask("/auth/security", undefined, first.access_token)).toMatchObject({
    password: false,
    identities: [{ issuer: issuer.url, subject: "s-1" }],
    email: "ann@example.org",
    email_verified: true,
  });
  const byPassword = await auth.refusal("/auth/login", { name: "ann", password: "" });
  expect(byPassword).toMatchObject({ code: "wrong_credentials" });
});

test("[A23.3] a name that somebody has gets a number; what no name may have is left out", async () => {
  await using issuer = await TestIssuer.start(CALLBACK);
  await using auth = await startWith(issuer);
  await auth.signup("Ann");
  const nameOf = async (subject: string, person: object) => {
    issuer.people.set(subject, person);
    issuer.current = subject;
    return (await signIn(issuer, auth)).user.name;
  };
  expect(await nameOf("a", { preferred_username: "ann" })).toBe("ann-2");
  expect(await nameOf("b", { preferred_username: "ANN" })).toBe("ANN-3");
  expect(await nameOf("c", { name: " \u202EZoë\u0000 M. " })).toBe("Zoë M.");
  expect(await nameOf("d", { preferred_username: "\u200B", email: "eve@x.org", email_verified: true })).toBe(
    "eve",
  );
  expect(await nameOf("e", { email: "mallory@x.org", email_verified: false })).toBe("user");
  expect(await nameOf("f", { name: "x".repeat(40) })).toBe("x".repeat(32));
  expect(await nameOf("g", { name: "x".repeat(40) })).toBe(`${"x".repeat(30)}-2`);
});

test("[A23.4] the code is traded once, by the client that began; a state is good once", async () => {
  await using issuer = await TestIssuer.start(CALLBACK);
  await using auth = await startWith(issuer);
  issuer.people.set("s", { preferred_username: "ann" });
  issuer.current = "s";
  const { code, verifier } = await codeOf(issuer, auth);
  const stolen = await auth.refusal("/auth/sso/exchange", { code, verifier: pkce().verifier });
  expect(stolen).toMatchObject({ status: 401, code: "token_invalid", field: "verifier" });
  const voided = await auth.refusal("/auth/sso/exchange", { code, verifier });
  expect(voided).toMatchObject({ code: "token_invalid", field: "code" });
  const next = await codeOf(issuer, auth);
  await auth.ask("/auth/sso/exchange", { code: next.code, verifier: next.verifier });
  expect(await auth.refusal("/auth/sso/exchange", next)).toMatchObject({ code: "token_invalid" });

  const { url } = await auth.ask<{ url: string }>("/auth/sso/start", { challenge: pkce().challenge });
  expect(await issuer.browse(url, { [PUBLIC_URL]: auth.service.url })).toMatch(/<code>[\w-]{43}<\/code>/);
  const state = new URL(url).searchParams.get("state") ?? "";
  for (const query of [`state=${state}&code=x`, "state=made-up&code=x", "code=x", ""]) {
    const page = await fetch(`${auth.service.url}/auth/sso/callback?${query}`, { redirect: "manual" });
    expect(page.status).toBe(400);
    expect(await page.text()).toContain("Begin again");
  }
});

test("[A23.5] who says no at the issuer, or comes with a forged answer, is told so and gets no code", async () => {
  await using issuer = await TestIssuer.start(CALLBACK);
  await using auth = await startWith(issuer);
  issuer.current = undefined;
  expect(await codeOf(issuer, auth)).toMatchObject({ code: "", error: "forbidden" });
  const { url } = await auth.ask<{ url: string }>("/auth/sso/start", { challenge: pkce().challenge });
  const state = new URL(url).searchParams.get("state") ?? "";
  const forged = `${auth.service.url}/auth/sso/callback?state=${state}&code=made-up&iss=${issuer.url}`;
  const page = await fetch(forged, { redirect: "manual" });
  expect(page.status).toBe(403);
  expect(await page.text()).not.toContain("<code>");
});

test("[A23.6] the code is taken back to this server or to the user's own machine, and nowhere else", async () => {
  await using issuer = await TestIssuer.start(CALLBACK);
  await using auth = await startWith(issuer);
  const { challenge } = pkce();
  for (const return_to of [
    "http://127.0.0.1:49152/done",
    "http://[::1]:1/",
    "http://localhost/",
    RETURN_TO,
  ]) {
    await auth.ask("/auth/sso/start", { challenge, return_to });
  }
  for (const return_to of [
    "https://evil.example/",
    "https://chat.example.org.evil.example/",
    "http://chat.example.org/",
    "http://127.0.0.1.evil.example/",
    "javascript:alert(1)",
    "/relative",
  ]) {
    const refused = await auth.refusal("/auth/sso/start", { challenge, return_to });
    expect(refused).toMatchObject({ code: "invalid", field: "return_to" });
  }
  expect(await auth.refusal("/auth/sso/start", { challenge: "short" })).toMatchObject({ field: "challenge" });
});

test("[A23.7] an account is linked with its password, and unlinked as long as there is another way in", async () => {
  await using issuer = await TestIssuer.start(CALLBACK);
  await using auth = await startWith(issuer);
  const [ada, bob] = [await auth.signup("Ada"), await auth.signup("Bob")];
  issuer.people.set("s", { preferred_username: "somebody" });
  issuer.current = "s";
  const refused = await auth.refusal("/auth/sso/link", await codeOf(issuer, auth), ada.access_token);
  expect(refused).toMatchObject({ code: "invalid", field: "password" });
  await auth.ask("/auth/sso/link", { ...(await codeOf(issuer, auth)), password: PASSWORD }, ada.access_token);
  expect((await signIn(issuer, auth)).user.name).toBe("Ada");
  const taken = await codeOf(issuer, auth);
  expect(
    await auth.refusal("/auth/sso/link", { ...taken, password: PASSWORD }, bob.access_token),
  ).toMatchObject({ code: "forbidden" });
  const identity = { issuer: issuer.url, subject: "s" };
  expect(await auth.refusal("/auth/sso/unlink", identity, bob.access_token)).toMatchObject({
    code: "not_found",
  });
  await auth.ask("/auth/sso/unlink", identity, ada.access_token);
  const made = await signIn(issuer, auth);
  expect(made.user.name).toBe("somebody");
  const only = await auth.refusal("/auth/sso/unlink", identity, made.access_token);
  expect(only).toMatchObject({ code: "forbidden" });
  await auth.ask("/auth/password", { new_password: PASSWORD }, made.access_token);
  await auth.ask("/auth/sso/unlink", identity, made.access_token);
  expect((await auth.login("somebody")).user.id).toBe(made.user.id);
});

test("[A23.8] where single sign-on makes no accounts a stranger is refused; a disabled account too", async () => {
  await using issuer = await TestIssuer.start(CALLBACK);
  const oidc = {
    issuer: issuer.url,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    name: "X",
    signup: false,
  };
  await using auth = await startWith(issuer, { oidc });
  const boss = await auth.admin();
  const ada = await auth.signup("Ada");
  issuer.people.set("s", { preferred_username: "somebody" });
  issuer.current = "s";
  const { code, verifier } = await codeOf(issuer, auth);
  const stranger = await auth.refusal("/auth/sso/exchange", { code, verifier });
  expect(stranger).toMatchObject({ status: 403, code: "forbidden" });
  await auth.ask("/auth/sso/link", { ...(await codeOf(issuer, auth)), password: PASSWORD }, ada.access_token);
  await signIn(issuer, auth);
  await auth.ask("/auth/users/disable", { id: ada.user.id }, boss);
  const disabled = await codeOf(issuer, auth);
  expect(await auth.refusal("/auth/sso/exchange", disabled)).toMatchObject({ code: "forbidden" });
});

test("[A23.9] while the issuer is away the login is refused for now, and works again after; without one there is none", async () => {
  await using issuer = await TestIssuer.start(CALLBACK);
  const { challenge } = pkce();
  await using auth = await startWith(issuer);
  issuer.isAway = true;
  expect(await auth.refusal("/auth/sso/start", { challenge })).toMatchObject({
    status: 503,
    code: "unavailable",
  });
  issuer.isAway = false;
  await auth.ask("/auth/sso/start", { challenge });
  await using none = await TestService.start();
  expect(await none.refusal("/auth/sso/start", { challenge })).toMatchObject({
    status: 404,
    code: "not_found",
  });
  expect(await none.ask("/auth/methods")).toEqual({
    signup: "open",
    sso: null,
    password_mail: false,
  } as never);
});

test("[I7.4] who was imported with an address that the issuer vouches for gets that account, also without sign-up", async () => {
  await using issuer = await TestIssuer.start(CALLBACK);
  const oidc = {
    issuer: issuer.url,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    name: "X",
    signup: false,
  };
  await using auth = await startWith(issuer, { oidc });
  const accounts = await openAccounts(auth.database, {
    create: false,
    cost: { memoryCost: 64, timeCost: 1 },
  });
  const common = { admin: false, guest: false, bot: false, disabled: false, createdAt: 1 };
  const people = [{ key: "U1", name: "ann", email: "ann@example.org", ...common }];
  await accounts.imports.take("slack", people, { sameNames: false });
  await accounts.close();
  issuer.people.set("s", { preferred_username: "a.lee", email: "Ann@example.org", email_verified: false });
  issuer.current = "s";
  expect(await auth.refusal("/auth/sso/exchange", await codeOf(issuer, auth))).toMatchObject({
    code: "forbidden",
  });
  issuer.people.set("s", { preferred_username: "a.lee", email: "Ann@example.org", email_verified: true });
  expect((await signIn(issuer, auth)).user).toMatchObject({ id: 1, name: "ann" });
  expect((await signIn(issuer, auth)).user).toMatchObject({ id: 1, name: "ann" });
});
