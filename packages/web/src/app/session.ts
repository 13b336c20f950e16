import {
  Accounts,
  AccountsRefused,
  type Administration,
  ClientState,
  Hubbub,
  type OwnAccount,
  type Session,
  WebStorageOutbox,
  WebStorageSession,
  WebStorageUploads,
} from "@hubbub/client";

import { forgetNotifications } from "../notifications/forget.ts";
import { forgetState, stateStore } from "./state-store.ts";

/** The server is the one that this page comes from. */
export const SERVER_URL = location.origin;
export const accounts = new Accounts(SERVER_URL);

const SESSION_KEY = "hubbub-session";
const sessions = new WebStorageSession(localStorage, SESSION_KEY);
const outbox = new WebStorageOutbox(localStorage);

/** All that the client has while somebody is logged in. */
export interface Chat {
  client: Hubbub;
  state: ClientState;
  own: OwnAccount;
  administration: Administration;
}

export async function keptSession(): Promise<Session | undefined> {
  return sessions.load();
}

export async function keepSession(session: Session): Promise<void> {
  const before = await sessions.load();
  if (before !== undefined && before.user.id !== session.user.id) await forgetUser();
  await sessions.save(session);
}

/** Connects as the user whose session is kept, with what was known when the page went away. */
export function openChat(): Chat {
  const uploads = new WebStorageUploads(localStorage);
  const client = Hubbub.open({ url: SERVER_URL, session: sessions, outbox, uploads });
  const state = new ClientState(client, { store: stateStore });
  const token = () => client.accessToken();
  return { client, state, own: accounts.own(token), administration: accounts.administration(token) };
}

/** Ends the session on the server and forgets everything of the user in this browser. */
export async function logOut({ client, state }: Chat): Promise<void> {
  state.flush();
  const session = await sessions.load();
  client.close();
  await sessions.clear();
  await forgetUser();
  if (session !== undefined) await accounts.logout(session.refreshToken);
}

/**
 * After a connection was told that its session has ended: forgets the session, and gives true; false if another tab has
 * logged in meanwhile, so that the one that is kept is good.
 */
export async function endedSession(): Promise<boolean> {
  const session = await sessions.load();
  if (session === undefined) return true;
  try {
    await accounts.own(session.accessToken).sessions();
    return false;
  } catch (error) {
    // Who can't be asked now is asked when the user logs in.
    if (error instanceof AccountsRefused && !error.retryable)
      await Promise.all([sessions.clear(), forgetNotifications()]);
    return true;
  }
}

/** Calls back when another tab of this browser has logged in, or out. Stop it by what is returned. */
export function onOtherTab(changed: (session: Session | undefined) => void): () => void {
  const listener = ({ key }: StorageEvent) => {
    // No key: all was cleared.
    if (key === SESSION_KEY || key === null) void sessions.load().then(changed);
  };
  window.addEventListener("storage", listener);
  return () => window.removeEventListener("storage", listener);
}

/** Unsent messages stay: each is its user's, and sent in no other's name. */
async function forgetUser(): Promise<void> {
  await Promise.all([forgetState(), forgetNotifications()]);
}
