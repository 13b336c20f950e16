import { afterAll, beforeAll, expect, test } from "bun:test";

import {
  Accounts,
  AccountsRefused,
  Hubbub,
  MemorySession,
  SecondFactorRequired,
  SessionEnded,
  type Status,
} from "@hubbub/client";
import { type Stack, startStack } from "@hubbub/devkit";
import { CLIENT, TestIssuer } from "@hubbub/devkit/test-issuer";
import { Secret, TOTP } from "otpauth";

import { SoftwareAuthenticator } from "./software-authenticator.ts";
import { PASSWORD } from "./test-service.ts";

/** Where the browser of these tests says it is: passkeys need a host name. */
const ORIGIN = "http://localhost:8080";

let stack: Stack;
let issuer: TestIssuer;
let accounts: Accounts;
let boss: string;

beforeAll(async () => {
  issuer = await TestIssuer.start(`${ORIGIN}/auth/sso/callback`);
  const client = { clientId: CLIENT.id, clientSecret: CLIENT.secret };
  const oidc = { issuer: issuer.url, ...client, name: "Example account", signup: true };
  stack = await startStack({ auth: { publicUrl: ORIGIN, oidc } });
  accounts = new Accounts(stack.url);
  const setupCode = stack.auth.setupCode ?? "";
  boss = (await accounts.signup({ name: "Boss", password: PASSWORD, setupCode })).accessToken;
});
afterAll(async () => {
  await stack.close();
  await issuer[Symbol.asyncDispose]();
});

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const quick = { reconnect: { baseMs: 5, capMs: 50 } };

async function until<S extends Status["state"]>(client: Hubbub, wanted: S): Promise<void> {
  if (client.status.state !== wanted) await client.once("status", ({ state }) => state === wanted);
}

test("[A30.1] connecting says that a second factor is needed, and how; with it the client connects", async () => {
  const credentials = { name: "Ada", password: PASSWORD };
  const own = accounts.own((await accounts.signup(credentials)).accessToken);
  const { secret, uri } = await own.enrolTotp({ password: PASSWORD });
  expect(uri).toStartWith("otpauth://totp/");
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const recoveryCodes = await own.confirmTotp(totp.generate());
  const refused = await rejection(Hubbub.connect({ url: stack.url, credentials }));
  if (!(refused instanceof SecondFactorRequired)) throw refused;
  expect(refused).toMatchObject({ reason: "second_factor_required", methods: ["code"], retryable: false });
  const wrong = await rejection(accounts.secondFactor(refused.ticket, { code: "AAAA" }));
  expect(wrong).toMatchObject({ name: "AccountsRefused", reason: "wrong_credentials", field: "code" });
  const session = await accounts.secondFactor(refused.ticket, { code: recoveryCodes[0] ?? "" });
  const client = await Hubbub.connect({ url: stack.url, session: new MemorySession(session) });
  expect(client.me?.name).toBe("Ada");
  client.close();
  expect(await own.security()).toMatchObject({ password: true, totp: true, recoveryCodesLeft: 9 });
  expect(await own.newRecoveryCodes({ password: PASSWORD })).toHaveLength(10);
  await own.turnOffTotp({ password: PASSWORD });
  await accounts.login(credentials);
});

test("[A30.2] a passkey is made and used through the gateway", async () => {
  const own = accounts.own((await accounts.signup({ name: "Pat", password: PASSWORD })).accessToken);
  const device = new SoftwareAuthenticator(ORIGIN);
  const { options, ticket } = await own.passkeyChallenge({ password: PASSWORD });
  const made = await own.addPasskey({ ticket, response: device.create(options), name: "phone" });
  expect(made.usedAt).toBeUndefined();
  const challenge = await accounts.passkeyChallenge();
  const response = device.get(challenge.options);
  const session = await accounts.loginWithPasskey({ ticket: challenge.ticket, response });
  expect(session.user).toMatchObject({ name: "Pat" });
  await own.renamePasskey(made.id, "old phone");
  const [passkey] = (await own.security()).passkeys;
  expect(passkey).toMatchObject({ id: made.id, name: "old phone", usedAt: expect.any(Number) as number });
  await own.removePasskey(made.id);
  expect((await own.security()).passkeys).toEqual([]);
});

test("[A30.3] a login by single sign-on comes back with a code, which this client alone trades", async () => {
  expect(await accounts.methods()).toEqual({
    signup: "open",
    sso: { name: "Example account", signup: true },
    passwordMail: false,
  });
  issuer.people.set("s", { preferred_username: "sue" });
  issuer.current = "s";
  const codeOf = async () => {
    const { url, verifier } = await accounts.startSso({ returnTo: `${ORIGIN}/` });
    const code =
      new URL(await issuer.browse(url, { [ORIGIN]: stack.url })).searchParams.get("sso_code") ?? "";
    return { code, verifier };
  };
  const { code, verifier } = await codeOf();
  const { user, accessToken } = await accounts.finishSso(code, verifier);
  expect(user.name).toBe("sue");
  const own = accounts.own(accessToken);
  await own.changePassword({ next: PASSWORD });
  const [identity] = (await own.security()).identities;
  if (identity === undefined) throw new Error("There is no identity.");
  await own.unlinkSso(identity);
  const again = await codeOf();
  expect(await own.linkSso(again.code, again.verifier, { password: PASSWORD })).toEqual(identity);
});

test("[A30.4] a revoked session's client is closed for good; the others go on", async () => {
  const credentials = { name: "Lea", password: PASSWORD };
  const session = await accounts.signup(credentials);
  const phone = await Hubbub.connect({ url: stack.url, credentials, ...quick });
  const desk = await Hubbub.connect({ url: stack.url, session: new MemorySession(session), ...quick });
  const own = accounts.own(() => desk.accessToken());
  const others = (await own.sessions()).filter(({ current }) => !current);
  expect(others).toHaveLength(1);
  await own.endSession(others[0]?.id ?? "");
  await until(phone, "closed");
  expect(phone.status).toMatchObject({ reason: expect.any(SessionEnded) as SessionEnded });
  expect(desk.status.state).toBe("online");
  await own.endOtherSessions();
  expect(await own.sessions()).toHaveLength(1);
  desk.close();
});

test("[A30.5] whose role changes reconnects at once with a token that says so", async () => {
  const session = new MemorySession(await accounts.signup({ name: "Rik", password: PASSWORD }));
  const client = await Hubbub.connect({ url: stack.url, session, ...quick });
  const { user } = (await session.load())!;
  expect(user).toMatchObject({ admin: false, guest: false });
  const administration = accounts.administration(boss);
  await administration.setRole(user.id, "admin");
  await until(client, "offline");
  await until(client, "online");
  expect((await session.load())?.user).toMatchObject({ admin: true });
  expect((await accounts.administration((await session.load())!.accessToken).users()).more).toBe(false);
  client.close();
});

test("[A30.6] a bot connects with its token, and is closed when that is revoked", async () => {
  const administration = accounts.administration(boss);
  const bot = await administration.createBot("deployer");
  const scopes = ["messages:write", "channels:write"] as const;
  const { text, token } = await administration.createBotToken({ bot: bot.id, name: "CI", scopes });
  const client = await Hubbub.connect({ url: stack.url, botToken: text, ...quick });
  expect(client.me).toMatchObject({ id: bot.id, name: "deployer" });
  expect(await administration.botTokens(bot.id)).toMatchObject([{ id: token.id, scopes: [...scopes] }]);
  expect((await administration.bots()).bots).toMatchObject([{ name: "deployer", bot: true }]);
  await administration.revokeBotToken(token.id);
  await until(client, "closed");
  const again = await rejection(Hubbub.connect({ url: stack.url, botToken: text }));
  expect(again).toBeInstanceOf(SessionEnded);
  expect(() => Hubbub.open({ url: stack.url, botToken: text, token: "x" } as never)).toThrow(TypeError);
});

test("[A30.7] administrators invite, list, disable and reset; others are refused", async () => {
  const administration = accounts.administration(boss);
  const { code, invitation } = await administration.invite({ guest: true, uses: 2 });
  const { user, accessToken } = await accounts.signup({ name: "Gast", password: PASSWORD, invitation: code });
  expect(user).toMatchObject({ guest: true, admin: false, bot: false });
  expect((await administration.invitations()).invitations).toMatchObject([
    { id: invitation.id, usesLeft: 1 },
  ]);
  await administration.revokeInvitation(invitation.id);
  const page = await administration.users({ after: user.id - 1, limit: 1 });
  expect(page.users).toMatchObject([{ name: "Gast", guest: true, disabled: false, emailVerified: false }]);
  expect((await administration.users({ search: "gas" })).users).toMatchObject([{ name: "Gast" }]);
  const refused = await rejection(accounts.administration(accessToken).users());
  expect(refused).toBeInstanceOf(AccountsRefused);
  expect(refused).toMatchObject({ reason: "forbidden", status: 403 });
  const own = accounts.own(accessToken);
  await own.setEmail("gast@example.org", { password: PASSWORD });
  expect(await own.security()).toMatchObject({ email: "gast@example.org", emailVerified: false });
  expect(await rejection(own.verifyEmail("00000000"))).toMatchObject({ field: "code" });
  const reset = await administration.resetPassword(user.id);
  await accounts.resetPassword(reset, "battery staple");
  await administration.resetSecondFactor(user.id);
  await accounts.login({ name: "Gast", password: "battery staple" });
  await administration.disable(user.id);
  const disabled = await rejection(accounts.login({ name: "Gast", password: "battery staple" }));
  expect(disabled).toMatchObject({ reason: "forbidden" });
  await administration.enable(user.id);
  await accounts.login({ name: "Gast", password: "battery staple" });
});
