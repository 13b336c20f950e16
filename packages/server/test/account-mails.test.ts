import { expect, test } from "bun:test";

import { startStack } from "@hubbub/devkit";
import { startMailServer } from "@hubbub/devkit/mail-server";

import { AccountsLink } from "../src/worker/accounts-link.ts";

test("[W7.5] an address is the account's when its owner has given back the code that was mailed to it, and not before", async () => {
  const smtp = await startMailServer();
  const stack = await startStack({ worker: { smtpUrl: smtp.url, mailFrom: "chat@example.org" } });
  let token = "";
  const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await fetch(stack.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  const password = "correct horse";
  const signedUp = await post("/auth/signup", { name: "Ann", password });
  token = signedUp["access_token"] as string;
  const { id } = signedUp["user"] as { id: number };
  await post("/auth/email", { email: "ann@example.org", password });
  await smtp.until(1);
  const [mail] = smtp.received;
  expect(mail).toMatchObject({ recipients: ["ann@example.org"], from: { address: "chat@example.org" } });
  const code = /^(\d+) is your code$/.exec(mail!.subject!)![1]!;
  expect(mail!.text).toContain(code);
  const accounts = new AccountsLink(stack.auth.url, stack.internalKey);
  const emailOf = () => accounts.emailOf(id, AbortSignal.timeout(5_000));
  expect(await emailOf()).toBeUndefined();
  await post("/auth/email/verify", { code });
  expect(await emailOf()).toBe("ann@example.org");
  await stack.close();
  await smtp.close();
});
