import {
  Accounts,
  type Administration,
  ClientState,
  Hubbub,
  type OwnAccount,
  type Session,
  WebStorageOutbox,
  WebStorageSession,
  WebStorageUploads,
} from "@hubbub/client";

import { forgetState, stateStore } from "./state-store.ts";

/** The server is the one that this page comes from. */
export const SERVER_URL = location.origin;
export const accounts = new Accounts(SERVER_URL);

const sessions = new WebStorageSession(localStorage);
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

/** Unsent messages stay: each is its user's, and sent in no other's name. */
async function forgetUser(): Promise<void> {
  await forgetState();
}
