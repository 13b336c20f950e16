import { expect, test } from "bun:test";

import { Accounts } from "@hubbub/client";

import { loginStorm } from "../src/generator/login-storm.ts";

const SESSION = {
  user: { id: 1, name: "any", admin: false },
  access_token: "any",
  expires_in: 600,
  refresh_token: "any",
};

/** An accounts service that answers each login as `answer` says, given how many it had from this name before. */
function startAccounts(answer: (name: string, before: number) => Response) {
  const had = new Map<string, number>();
  const fetch = async (request: Request): Promise<Response> => {
    const { name } = (await request.json()) as { name: string };
    const before = had.get(name) ?? 0;
    had.set(name, before + 1);
    return answer(name, before);
  };
  return Bun.serve({ hostname: "127.0.0.1", port: 0, fetch });
}

function refusal(status: number, code: string): Response {
  const error = { code, message: "No.", field: "", limit: 0, retry_after_ms: 1 };
  return Response.json({ error }, { status });
}

const people = (...names: string[]) => names.map((name) => ({ name, password: "correct horse" }));

test("[L30.61] who is told to come again does and is counted, and so is who is refused for good", async () => {
  await using server = startAccounts((name, before) => {
    if (name === "busy" && before < 3) return refusal(429, "rate_limited");
    if (name === "down" && before < 1) return refusal(503, "unavailable");
    return name === "wrong" ? refusal(401, "wrong_credentials") : Response.json(SESSION);
  });
  const storm = await loginStorm({
    service: new Accounts(server.url.href),
    credentials: people("fine", "busy", "down", "wrong"),
    logins: 4,
    random: () => () => 0,
    signal: AbortSignal.timeout(10_000),
  });
  expect({ ...storm, times: storm.times.count }).toEqual({ times: 3, told: 2, failed: 1 });
});

test("[L30.62] logins are by those who have accounts by turns, and all begin at once", async () => {
  const arrived = new Map<string, number>();
  const all = Promise.withResolvers<void>();
  await using server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const { name } = (await request.json()) as { name: string };
      arrived.set(name, (arrived.get(name) ?? 0) + 1);
      if (arrived.get("a")! + (arrived.get("b") ?? 0) === 7) all.resolve();
      // Nobody is answered before the last has come.
      await all.promise;
      return Response.json(SESSION);
    },
  });
  const storm = await loginStorm({
    service: new Accounts(server.url.href),
    credentials: people("a", "b"),
    logins: 7,
    random: () => () => 0,
    signal: AbortSignal.timeout(10_000),
  });
  expect([storm.times.count, arrived.get("a"), arrived.get("b")]).toEqual([7, 4, 3]);
});
