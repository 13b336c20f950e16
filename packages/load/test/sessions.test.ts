import { expect, test } from "bun:test";

import { Sessions } from "../src/worker/sessions.ts";

/** An accounts service whose tokens are numbered, and live for as long as is said. */
function startService(lifeSeconds: number) {
  const asked: string[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const { name = "", refresh_token = "" } = (await request.json()) as Record<string, string>;
      asked.push(`${new URL(request.url).pathname} ${name}${refresh_token}`);
      const user = { id: 1, name: "ann", admin: false };
      const number = asked.length;
      const tokens = { access_token: `access ${number}`, refresh_token: `refresh ${number}` };
      return Response.json({ user, ...tokens, expires_in: lifeSeconds });
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, asked, [Symbol.dispose]: () => void server.stop(true) };
}

const ACCOUNTS = [{ name: "ann", password: "a password", session: undefined }];

test("[L20.25] a user logs in once, and shows the same token each time it connects", async () => {
  using service = startService(600);
  const over = new AbortController();
  const sessions = new Sessions(ACCOUNTS, { server: service.url, random: () => 0, signal: over.signal });
  expect([await sessions.token(0), await sessions.token(0)]).toEqual(["access 1", "access 1"]);
  expect(service.asked).toEqual(["/auth/login ann"]);
  expect(sessions.logins.count).toBe(1);
});

test("[L20.26] a token that is about to end is traded for the next, by who connects and by who stays", async () => {
  using service = startService(1);
  const over = new AbortController();
  const sessions = new Sessions(ACCOUNTS, { server: service.url, random: () => 0, signal: over.signal });
  expect(await sessions.token(0)).toBe("access 2");
  expect(service.asked).toEqual(["/auth/login ann", "/auth/refresh refresh 1"]);
  const renewed = Promise.withResolvers<string>();
  sessions.keepAlive(
    (user, token) => renewed.resolve(`${user}: ${token}`),
    (_user, error) => renewed.reject(error),
  );
  expect(await renewed.promise).toBe("0: access 3");
  over.abort();
  expect(service.asked[2]).toBe("/auth/refresh refresh 2");
});
