import { expect, test } from "bun:test";

import { startMailServer } from "@hubbub/devkit/mail-server";

import { accountMails } from "../../src/worker/mail/account-mails.ts";
import { mails } from "../../src/worker/mail/mails.ts";
import { tempFolder } from "../temp-folder.ts";
import { startTestWorker, storeWithChannels, WORKER_KEY } from "./worker-setup.ts";

const MAIL = { to: "ann@example.org", subject: "Grüße 🎉", text: "Hello Ann,\n\nthis is a line.\n" };
const mailFrom = "Hubbub <chat@example.org>";

const post = (url: string, mail: object) =>
  fetch(`${url}/mail`, {
    method: "POST",
    headers: { Authorization: `Bearer ${WORKER_KEY}` },
    body: JSON.stringify(mail),
  });

test("[W7.1] a mail arrives with its sender, subject, text, HTML and headers", async () => {
  using folder = tempFolder();
  const store = await storeWithChannels(folder.path, 1);
  const smtp = await startMailServer();
  const worker = await startTestWorker(folder.path, [mails], { smtpUrl: smtp.url, mailFrom });
  const html = "<p>Hello Ann</p>\n";
  expect(
    (await post(worker.url, { ...MAIL, html, headers: { "List-Unsubscribe": "<http://x/>" } })).status,
  ).toBe(200);
  await smtp.until(1);
  const [mail] = smtp.received;
  expect(mail).toMatchObject({
    from: { name: "Hubbub", address: "chat@example.org" },
    recipients: ["ann@example.org"],
    subject: MAIL.subject,
  });
  expect([mail!.text!.trimEnd(), mail!.html!.trimEnd()]).toEqual([MAIL.text.trimEnd(), html.trimEnd()]);
  expect(mail!.headers).toContainEqual(
    expect.objectContaining({ key: "list-unsubscribe", value: "<http://x/>" }),
  );
  await worker.close();
  await smtp.close();
  await store.close();
});

test("[W7.2] a mail that is refused for good is given up; a mail server that is away is asked again, also by the next worker", async () => {
  using folder = tempFolder();
  const store = await storeWithChannels(folder.path, 1);
  const smtp = await startMailServer((address) => (address.startsWith("nobody") ? 550 : undefined));
  const away = await startTestWorker(folder.path, [mails], { smtpUrl: "smtp://127.0.0.1:1", mailFrom });
  await post(away.url, MAIL);
  const failed = 'hubbub_worker_jobs_total{kind="mail",outcome="failed"} 1';
  while (!(await (await fetch(`${away.url}/metrics`)).text()).includes(failed)) await Bun.sleep(5);
  await away.close();

  const worker = await startTestWorker(folder.path, [mails], { smtpUrl: smtp.url, mailFrom });
  await post(worker.url, { ...MAIL, to: "nobody@example.org" });
  const gaveUp = 'hubbub_worker_jobs_total{kind="mail",outcome="gave_up"} 1';
  while (!(await (await fetch(`${worker.url}/metrics`)).text()).includes(gaveUp)) await Bun.sleep(5);
  expect(smtp.tries).toBe(1);
  // The first mail still waits for its time.
  expect(await (await fetch(`${worker.url}/metrics`)).text()).toContain("hubbub_worker_jobs_waiting_mail 1");
  await worker.close();
  await smtp.close();
  await store.close();
});

test("[W7.3] without a mail server a mail is refused, with what to do", async () => {
  using folder = tempFolder();
  const store = await storeWithChannels(folder.path, 1);
  const worker = await startTestWorker(folder.path, [mails]);
  const answer = await post(worker.url, MAIL);
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({
    error: { name: "unavailable", message: "This server sends no mail: start it with --smtp-url." },
  });
  await worker.close();
  await store.close();
});

test("[W7.4] codes that the accounts service has made are mailed, once", async () => {
  using folder = tempFolder();
  const store = await storeWithChannels(folder.path, 1);
  const smtp = await startMailServer();
  const ann = { id: 1, name: "Ann", email: "ann@example.org" };
  let due = [
    { kind: "email", ...ann, code: "01234567" },
    { kind: "password", ...ann, code: "ABCDE-FGHJK" },
  ];
  const accounts = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      expect(request.headers.get("authorization")).toBe("Bearer internal");
      expect(`${request.method} ${new URL(request.url).pathname}`).toBe("POST /auth/internal/email-codes");
      const codes = due;
      due = [];
      return Response.json({ codes, more: false });
    },
  });
  const worker = await startTestWorker(folder.path, [mails, accountMails], {
    smtpUrl: smtp.url,
    mailFrom,
    authUrl: `http://127.0.0.1:${accounts.port}`,
    internalKey: "internal",
    publicUrl: "https://chat.example.org/",
  });
  await smtp.until(2);
  const mailed = smtp.received.toSorted((a, b) => (a.subject! < b.subject! ? -1 : 1));
  expect(mailed).toMatchObject([
    { recipients: ["ann@example.org"], subject: "01234567 is your code" },
    { recipients: ["ann@example.org"], subject: "Set another password" },
  ]);
  expect(mailed[0]!.text).toContain("https://chat.example.org/settings/account#email-code=01234567\n");
  expect(mailed[1]!.text).toContain("https://chat.example.org/reset-password#code=ABCDE-FGHJK\n");
  await worker.close();
  expect(smtp.received).toHaveLength(2);
  await accounts.stop(true);
  await smtp.close();
  await store.close();
});
