import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";

import { Accounts } from "@hubbub/client";
import { spawnServer, temporaryFolder } from "@hubbub/devkit";

const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

const CREDENTIALS = { name: "Ada", password: "correct horse" };

/** What a proxy before the server says of a request that came from this address. */
const from = (address: string) => ({ "X-Forwarded-For": address });

/** Signs up from one address, and tries wrong passwords from another until they are too many. */
async function addressesOf(url: string) {
  const signUp = await fetch(`${url}/auth/signup`, {
    method: "POST",
    headers: from("203.0.113.7"),
    body: JSON.stringify(CREDENTIALS),
  });
  const { access_token: token } = (await signUp.json()) as { access_token: string };
  const [session] = await new Accounts(url).own(token).sessions();
  const tryFrom = async (address: string, name: string): Promise<number> => {
    const body = JSON.stringify({ name, password: "wrong horse" });
    return (await fetch(`${url}/auth/login`, { method: "POST", headers: from(address), body })).status;
  };
  let tries = 0;
  while ((await tryFrom("198.51.100.1", `nobody ${tries}`)) !== 429) tries++;
  return { session: session!.address, other: await tryFrom("198.51.100.2", "nobody else") };
}

test("[O3.11] behind a trusted proxy sessions show the client's address, and rate limits are each address's own", async () => {
  const flags = ["--trusted-proxies", "10.0.0.0/8,127.0.0.1"];
  const server = await spawnServer({ data: join(folder.path, "proxied"), flags });
  const { session, other } = await addressesOf(server.url);
  expect(session).toBe("203.0.113.7");
  expect(other).toBe(401);
  server.kill("SIGTERM");
  expect(await server.ended).toBe(0);
});

test("[O3.11] without one, whatever a client writes, it is the address that it connects from", async () => {
  const server = await spawnServer({ data: join(folder.path, "bare") });
  const { session, other } = await addressesOf(server.url);
  expect(session).toBe("127.0.0.1");
  expect(other).toBe(429);
  server.kill("SIGTERM");
  expect(await server.ended).toBe(0);
});
