// Spends a session's first refresh token when told to, and prints what came of it; see the test of the store.
import { openAccountStore } from "../src/accounts/open-account-store.ts";

const [database = "", sid = ""] = process.argv.slice(2);
const store = await openAccountStore(database, { create: false });
process.stdout.write("ready\n");
for await (const _ of console) break;
const { outcome } = await store.rotateSession({
  sid,
  presented: new Uint8Array(32).fill(1),
  successor: new Uint8Array(crypto.getRandomValues(new Uint8Array(32))),
  device: { address: "192.0.2.7", userAgent: "" },
  nonce: new Uint8Array(32).fill(3),
  at: 2000,
  expiresAt: 10_000_000,
  graceMs: 0,
});
process.stdout.write(`${outcome}\n`);
await store.close();
