import { expect, test } from "bun:test";

import {
  Accounts,
  AccountsRefused,
  AccountsUnreachable,
  Hubbub,
  MemorySession,
  type Session,
  SessionEnded,
  WebStorageSession,
} from "../src/index.ts";
import { SessionTokens } from "../src/session-tokens.ts";
import { ScriptedServer, tokenOf } from "./scripted-server.ts";
import { Closing, failure, quick, state } from "./setup.ts";

/** An accounts service whose refresh tokens are good for one use: a second one ends the session, as the real one's. */
class ScriptedAccounts {
  serial = 0;
  live = "";
  ended = false;
  expiresIn = 600;
  readonly calls: string[] = [];
  /** Answers instead of the service, if it gives something. */
  fault: (route: string) => Response | Promise<Response> | undefined = () => undefined;

  static at(server: ScriptedServer): ScriptedAccounts {
    const accounts = new ScriptedAccounts();
    server.http = (request) => accounts.#answer(request);
    return accounts;
  }

  async #answer(request: Request): Promise<Response> {
    const route = new URL(request.url).pathname;
    this.calls.push(route);
    const fault = await this.fault(route);
    if (fault !== undefined) return fault;
    const body = (await request.json()) as Record<string, string>;
    if (route === "/auth/login") {
      if (body["password"] !== "right") return refusal(401, "wrong_credentials");
      this.ended = false;
      return this.#session();
    }
    if (route !== "/auth/refresh") return refusal(404, "not_found");
    if (this.ended || body["refresh_token"] !== this.live) {
      this.ended = true;
      return refusal(401, "token_invalid");
    }
    return this.#session();
  }

  #session(): Response {
    this.serial += 1;
    this.live = `refresh${this.serial}`;
    return Response.json({
      user: { id: 1, name: "ann", admin: false },
      access_token: tokenOf(1, "ann", this.serial),
      expires_in: this.expiresIn,
      refresh_token: this.live,
    });
  }
}

function refusal(status: number, code: string, retryAfterMs?: number): Response {
  const error = { code, message: `refused: ${code}`, field: "password", retry_after_ms: retryAfterMs };
  return Response.json({ error }, { status });
}

const right = { name: "ann", password: "right" };

function withSession(server: ScriptedServer) {
  const { token: _, ...options } = quick(server);
  return options;
}

test("[K11.1] credentials log in once, and later connections use the session", async () => {
  using server = new ScriptedServer();
  const accounts = ScriptedAccounts.at(server);
  using closing = new Closing(await Hubbub.connect({ ...withSession(server), credentials: right }));
  server.cutAll();
  await state(closing.client, "offline");
  await state(closing.client, "online");
  expect(accounts.calls).toEqual(["/auth/login"]);
});

test("[K11.2] a close that asks for a new token refreshes the session, keeps it, and comes back", async () => {
  using server = new ScriptedServer();
  const accounts = ScriptedAccounts.at(server);
  const session = new MemorySession();
  using closing = new Closing(await Hubbub.connect({ ...withSession(server), credentials: right, session }));
  server.closeAll(4100);
  await state(closing.client, "offline");
  await state(closing.client, "online");
  expect(accounts.calls).toEqual(["/auth/login", "/auth/refresh"]);
  expect((await session.load())?.refreshToken).toBe(accounts.live);
});

test("[K11.3] a token is renewed in-band before its end, over and over, without a new connection", async () => {
  using server = new ScriptedServer();
  ScriptedAccounts.at(server);
  server.tokenLifeMs = 600;
  using closing = new Closing(await Hubbub.connect({ ...withSession(server), credentials: right }));
  const states: string[] = [];
  closing.client.on("status", (status) => states.push(status.state));
  await server.until(() => server.commands("authenticate").length === 4);
  const tokens = server
    .commands("authenticate")
    .map(({ body }) => (body.case === "authenticate" ? body.value.token : ""));
  expect(new Set(tokens).size).toBe(4);
  expect([server.sockets.size, states]).toEqual([1, []]);
});

test("[K11.4] a renewal that fails for the moment is tried again", async () => {
  using server = new ScriptedServer();
  const accounts = ScriptedAccounts.at(server);
  server.tokenLifeMs = 600;
  let times = 0;
  accounts.fault = (route) =>
    route === "/auth/refresh" && times++ < 2 ? refusal(503, "unavailable", 1) : undefined;
  using closing = new Closing(await Hubbub.connect({ ...withSession(server), credentials: right }));
  await server.until(() => server.commands("authenticate").length === 2);
  expect(closing.client.status.state).toBe("online");
  expect(accounts.calls.filter((route) => route === "/auth/refresh")).toHaveLength(3);
});

test("[K11.5] an ended session is logged in again with credentials, and ends the client without", async () => {
  using server = new ScriptedServer();
  const accounts = ScriptedAccounts.at(server);
  const stale: Session = {
    user: { id: 1, name: "ann", admin: false },
    accessToken: "old",
    expiresAt: 0,
    refreshToken: "spent",
  };
  using closing = new Closing(
    await Hubbub.connect({ ...withSession(server), credentials: right, session: new MemorySession(stale) }),
  );
  expect(accounts.calls).toEqual(["/auth/refresh", "/auth/login"]);
  const session = new MemorySession(stale);
  expect(await failure(Hubbub.connect({ ...withSession(server), session }))).toBeInstanceOf(SessionEnded);
  expect(await session.load()).toBeUndefined();
  expect(closing.client.status.state).toBe("online");
});

test("[K11.6] a wrong password ends connect with what the service said", async () => {
  using server = new ScriptedServer();
  ScriptedAccounts.at(server);
  const error = await failure(
    Hubbub.connect({ ...withSession(server), credentials: { name: "ann", password: "wrong" } }),
  );
  expect(error).toBeInstanceOf(SessionEnded);
  expect((error as Error).cause).toMatchObject({ reason: "wrong_credentials", status: 401 });
});

test("[K11.7] a refresh token is sent once, however many ask at the same time, and by one of those who share a store", async () => {
  using server = new ScriptedServer();
  const service = ScriptedAccounts.at(server);
  const accounts = new Accounts(server.url);
  let turn: Promise<unknown> = Promise.resolve();
  class Shared extends MemorySession {
    exclusive<T>(work: () => Promise<T>): Promise<T> {
      const mine = turn.then(work);
      turn = mine.catch(() => {});
      return mine;
    }
  }
  const store = new Shared(await accounts.login(right));
  const first = (await store.load())?.accessToken ?? "";
  const sharing = [1, 2, 3].map(() => new SessionTokens({ accounts, store, credentials: undefined }));
  for (const tokens of sharing) tokens.discard(first);
  const tokens = await Promise.all(sharing.flatMap((one) => [one.token(), one.token()]));
  expect(new Set(tokens)).toEqual(new Set([tokenOf(1, "ann", 2)]));
  expect(service.calls).toEqual(["/auth/login", "/auth/refresh"]);
  expect(service.ended).toBe(false);
});

test("[K11.8] the next session is kept before its token is used", async () => {
  using server = new ScriptedServer();
  ScriptedAccounts.at(server);
  const session = new MemorySession();
  session.save = () => Promise.reject(new Error("disk full"));
  using closing = new Closing(Hubbub.open({ ...withSession(server), credentials: right, session }));
  const { reason } = await state(closing.client, "offline");
  expect(reason.message).toContain("disk full");
  expect(server.commands("authenticate")).toEqual([]);
});

test("[K11.9] a service that asks to come later delays the next attempt at least that long", async () => {
  using server = new ScriptedServer();
  const accounts = ScriptedAccounts.at(server);
  accounts.fault = () => (accounts.calls.length === 1 ? refusal(429, "rate_limited", 100) : undefined);
  const before = Date.now();
  using closing = new Closing(Hubbub.open({ ...withSession(server), credentials: right }));
  const { reason, retryAt } = await state(closing.client, "offline");
  expect(reason).toBeInstanceOf(AccountsRefused);
  expect(retryAt - before).toBeGreaterThanOrEqual(100);
  await state(closing.client, "online");
});

test("[K11.10] a single token that is refused ends the client; a function is asked for another", async () => {
  using server = new ScriptedServer();
  server.checkToken = (token) => (token.endsWith(":0") ? { name: "token_expired" } : undefined);
  expect(await failure(Hubbub.connect(quick(server)))).toBeInstanceOf(SessionEnded);
  let serial = 0;
  const token = () => tokenOf(1, "ann", serial++);
  using closing = new Closing(await Hubbub.connect({ ...quick(server), token }));
  expect([closing.client.status.state, serial]).toEqual(["online", 2]);
});

test("[K11.11] new tokens that are refused again and again end the client", async () => {
  using server = new ScriptedServer();
  server.checkToken = () => ({ name: "token_invalid" });
  let serial = 0;
  const error = await failure(Hubbub.connect({ ...quick(server), token: () => tokenOf(1, "ann", serial++) }));
  expect(error).toBeInstanceOf(SessionEnded);
  expect(serial).toBe(4);
});

test("[K11.12] a token function that fails is asked again later", async () => {
  using server = new ScriptedServer();
  let times = 0;
  const token = () => {
    if (times++ < 2) throw new Error("not now");
    return tokenOf(1, "ann");
  };
  using closing = new Closing(await Hubbub.connect({ ...quick(server), token }));
  expect([closing.client.status.state, times]).toEqual(["online", 3]);
});

test("[K11.13] errors of the accounts service are typed, and one that isn't there is unreachable", async () => {
  using server = new ScriptedServer();
  const service = ScriptedAccounts.at(server);
  const accounts = new Accounts(server.url);
  const wrong = await failure(accounts.login({ name: "ann", password: "wrong" }));
  expect(wrong).toMatchObject({
    name: "AccountsRefused",
    reason: "wrong_credentials",
    field: "password",
    retryable: false,
  });
  service.fault = () => new Response("<html>", { status: 502, headers: { "Retry-After": "3" } });
  expect(await failure(accounts.login(right))).toMatchObject({
    status: 502,
    retryable: true,
    retryAfterMs: 3000,
  });
  service.fault = () => new Response("<html>");
  expect(await failure(accounts.login(right))).toBeInstanceOf(AccountsUnreachable);
  const gone = new Accounts("http://127.0.0.1:1");
  expect(await failure(gone.login(right))).toBeInstanceOf(AccountsUnreachable);
});

test("[K11.14] a session in a browser's storage survives the client", async () => {
  using server = new ScriptedServer();
  const accounts = ScriptedAccounts.at(server);
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  const first = new WebStorageSession(storage);
  (await Hubbub.connect({ ...withSession(server), credentials: right, session: first })).close();
  using closing = new Closing(
    await Hubbub.connect({ ...withSession(server), session: new WebStorageSession(storage) }),
  );
  expect(closing.client.me).toMatchObject({ id: 1, name: "ann" });
  expect(accounts.calls).toEqual(["/auth/login"]);
  await first.clear();
  expect(await first.load()).toBeUndefined();
});
