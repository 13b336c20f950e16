import { expect, test } from "bun:test";

import { bearer, PASSWORD, TestService } from "./test-service.ts";

interface Listed {
  sessions: {
    id: string;
    current: boolean;
    created_at: number;
    used_at: number;
    user_agent: string;
    address: string;
  }[];
}

const list = (auth: TestService, token: string) => auth.ask<Listed>("/auth/sessions", undefined, token);

test("[A24.2] the sessions of an account are listed with their times, address and program; the caller's is marked", async () => {
  await using auth = await TestService.start({ trustedProxies: ["127.0.0.1"] });
  const { access_token } = await auth.signup("Ada");
  const begun = auth.clock.now;
  auth.clock.now += 1000;
  const headers = { "X-Forwarded-For": "2001:db8::7", "User-Agent": `phone ${"x".repeat(300)}` };
  const { body: phone } = await auth.post("/auth/login", { name: "Ada", password: PASSWORD }, headers);
  auth.clock.now += 1000;
  await auth.post(
    "/auth/refresh",
    { refresh_token: phone.refresh_token },
    { ...headers, "User-Agent": "phone 2" },
  );
  await auth.signup("Bob");
  const { sessions } = await list(auth, access_token);
  expect(sessions).toMatchObject([
    {
      current: false,
      created_at: begun + 1000,
      used_at: begun + 2000,
      user_agent: "phone 2",
      address: "2001:db8::7",
    },
    { current: true, created_at: begun, used_at: begun, address: "127.0.0.1" },
  ]);
  auth.clock.now += 1000;
  const { body: other } = await auth.post("/auth/login", { name: "Ada", password: PASSWORD }, headers);
  expect((await list(auth, other.access_token)).sessions[0]?.user_agent).toHaveLength(200);
});

test("[A24.3] a session is revoked by its account alone: it refreshes no more, and the feed tells the gateways", async () => {
  await using auth = await TestService.start();
  const [ada, bob, phone] = [await auth.signup("Ada"), await auth.signup("Bob"), await auth.login("Ada")];
  const { sessions } = await list(auth, ada.access_token);
  const id = sessions.find(({ current }) => !current)?.id;
  const foreign = await auth.refusal("/auth/sessions/revoke", { id }, bob.access_token);
  expect(foreign).toMatchObject({ status: 404, code: "not_found", field: "id" });
  await auth.ask("/auth/sessions/revoke", { id }, ada.access_token);
  expect((await auth.refresh(phone.refresh_token)).status).toBe(401);
  expect((await auth.request("/auth/me", { headers: bearer(phone.access_token) })).status).toBe(401);
  expect((await auth.revocations()).revocations).toMatchObject([{ user: 1, sid: id, reason: "logout" }]);
  expect(await auth.refusal("/auth/sessions/revoke", { id }, ada.access_token)).toMatchObject({
    status: 404,
  });
});

test("[A24.4] all other sessions are revoked at once; the caller's goes on", async () => {
  await using auth = await TestService.start();
  const ada = await auth.signup("Ada");
  const others = [await auth.login("Ada"), await auth.login("Ada")];
  await auth.ask("/auth/sessions/revoke-others", {}, ada.access_token);
  for (const { refresh_token } of others) expect((await auth.refresh(refresh_token)).status).toBe(401);
  expect((await list(auth, ada.access_token)).sessions).toMatchObject([{ current: true }]);
  expect((await auth.revocations()).revocations).toHaveLength(2);
  expect((await auth.refresh(ada.refresh_token)).status).toBe(200);
});
