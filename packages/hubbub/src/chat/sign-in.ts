import { Accounts, AccountsRefused, SecondFactorRequired, type Session } from "@hubbub/client";

import { plainText } from "./plain-text.ts";
import type { Screen } from "./screen.ts";
import { keptNames, SessionFile } from "./session-file.ts";

export interface SignInOptions {
  url: string;
  /** Folder of the sessions of this server. */
  folder: string;
  name: string | undefined;
  password: string | undefined;
  setupCode: string | undefined;
  /** Of an invitation, where sign-up needs one. */
  invitation: string | undefined;
  /** Of the authenticator app, or a recovery code; asked for if it is needed and wasn't given. */
  code: string | undefined;
  /** Log in at the server's single sign-on. */
  sso: boolean;
  /** Make a new account. */
  signUp: boolean;
}

/** What the user gave doesn't do. The message is a sentence that says why. */
export class SignInRefused extends Error {
  override name = "SignInRefused";
}

/** The session that is kept for the user, or for the only user of this machine at this server; if there is one. */
export async function keptSession({ folder, name }: SignInOptions): Promise<SessionFile | undefined> {
  const names = name === undefined ? await keptNames(folder) : [name];
  const [only] = names;
  if (only === undefined || names.length > 1) return undefined;
  const file = new SessionFile(folder, only);
  return (await file.load()) === undefined ? undefined : file;
}

/** Logs in or signs up, asking for what wasn't given, and keeps the session. Rejects with SignInRefused and others. */
export async function signIn(screen: Screen, options: SignInOptions): Promise<SessionFile> {
  const accounts = new Accounts(options.url);
  const session = options.sso
    ? await singleSignOn(screen, accounts)
    : await byPassword(screen, accounts, options);
  const file = new SessionFile(options.folder, session.user.name);
  await file.save(session);
  if (session.user.admin) screen.print("* You are an administrator of this server.");
  return file;
}

async function byPassword(screen: Screen, accounts: Accounts, options: SignInOptions): Promise<Session> {
  const name = options.name ?? (await screen.ask("Name: ")).trim();
  const password = options.password ?? (await screen.ask("Password: ", { secret: true }));
  const credentials = { name, password };
  const { setupCode, invitation } = options;
  if (setupCode !== undefined || invitation !== undefined || options.signUp) {
    if (options.password === undefined) await repeat(screen, password);
    return accounts.signup({
      ...credentials,
      ...(setupCode !== undefined && { setupCode }),
      ...(invitation !== undefined && { invitation }),
    });
  }
  return accounts.login(credentials).catch((error: unknown) => {
    if (error instanceof SecondFactorRequired) return secondFactor(screen, accounts, error, options);
    const unknown = error instanceof AccountsRefused && error.reason === "wrong_credentials";
    if (!unknown || !screen.interactive) throw error;
    return offerAccount(screen, accounts, credentials);
  });
}

/** The code that was given; or what is typed, again while it is wrong. */
async function secondFactor(
  screen: Screen,
  accounts: Accounts,
  { ticket }: SecondFactorRequired,
  { code: given }: SignInOptions,
): Promise<Session> {
  for (;;) {
    const code = given ?? (await screen.ask("Code of your authenticator app, or a recovery code: "));
    try {
      return await accounts.secondFactor(ticket, { code });
    } catch (error) {
      const isWrong = error instanceof AccountsRefused && error.field === "code";
      if (!isWrong || given !== undefined) throw error;
      screen.print(plainText(error.message));
    }
  }
}

/** In a browser, on whatever machine: the code that it shows in the end is typed here. */
async function singleSignOn(screen: Screen, accounts: Accounts): Promise<Session> {
  const { url, verifier } = await accounts.startSso();
  screen.print("Open this address in a browser, and log in there:");
  screen.print(plainText(url));
  return accounts.finishSso((await screen.ask("The code that it shows: ")).trim(), verifier);
}

async function offerAccount(
  screen: Screen,
  accounts: Accounts,
  credentials: { name: string; password: string },
) {
  const { name, password } = credentials;
  screen.print("The name or the password is wrong.");
  const answer = await screen.ask(
    `Make a new account with the name "${plainText(name)}" and this password? [y/N] `,
  );
  if (!/^y(es)?$/i.test(answer.trim())) throw new SignInRefused("Not logged in.");
  await repeat(screen, password);
  return accounts.signup(credentials);
}

async function repeat(screen: Screen, password: string): Promise<void> {
  const again = await screen.ask("Password again: ", { secret: true });
  if (again !== password) throw new SignInRefused("The two passwords differ. Start again.");
}
