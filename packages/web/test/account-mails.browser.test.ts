import { afterAll, expect } from "bun:test";

import { startMailServer } from "@hubbub/devkit/mail-server";

import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import { screenshot } from "./browser/screenshot.ts";
import { passwordOf, type World } from "./browser/world.ts";

type MailServer = Awaited<ReturnType<typeof startMailServer>>;

let smtp: MailServer;
afterAll(() => smtp?.close());

/** The path of the link in the newest mail to this address, once so many have come to it. */
async function linkTo(world: World, address: string, count = 1): Promise<string> {
  const text = await eventually(() => {
    const mails = smtp.received.filter(({ recipients }) => recipients.includes(address));
    expect(mails).toHaveLength(count);
    return mails.at(-1)?.text ?? "";
  });
  const link = /https?:\S+/.exec(text)?.[0] ?? "";
  expect(link).toStartWith(`${world.server.url}/`);
  return link.slice(world.server.url.length);
}

browserTests(
  "mails about accounts",
  (test) => {
    test("[U33.14] an address is confirmed by the mailed code or link; a wrong code and a used link are explained", async (world) => {
      const eve = await world.person("eve", { path: "/settings/account" });
      eve.complaints.allow(/status of 401/);
      const section = eve.page.getByRole("region", { name: "E-mail address" });
      const dialog = eve.page.getByRole("dialog");
      await section.getByRole("button", { name: "Set an address" }).click();
      await dialog.getByLabel("E-mail address", { exact: true }).fill("eve@example.org");
      await dialog.getByLabel("Your password", { exact: true }).fill(passwordOf("eve"));
      await dialog.getByRole("button", { name: "Set an address" }).click();
      await section.getByText("not verified yet").waitFor();
      await section.getByRole("button", { name: "Verify by code" }).click();
      await dialog.getByLabel("Code from the mail").fill("00000000");
      await dialog.getByRole("button", { name: "Verify by code" }).click();
      await dialog.getByText("This code is wrong, was used, or has ended").waitFor();
      await expectAccessible(eve.page);
      const link = await linkTo(world, "eve@example.org");
      await eve.page.goto("about:blank");
      await eve.page.goto(link);
      expect(await dialog.getByLabel("Code from the mail").inputValue()).toMatch(/^\d{8}$/);
      await screenshot(eve.page, "verify-email");
      await dialog.getByRole("button", { name: "Verify by code" }).click();
      await section.getByText("verified", { exact: true }).waitFor();
      expect(new URL(eve.page.url()).hash).toBe("");
      await eve.page.goto("about:blank");
      await eve.page.goto(link);
      await section
        .getByText("The link that you opened is for an address that is verified already")
        .waitFor();
    });

    test("[U33.15] who forgot the password is mailed a link, sets another and is logged in; the link is good once", async (world) => {
      const fay = await world.person("fay", { path: "/settings/account" });
      fay.complaints.allow(/status of 401/);
      const client = await world.client("fay");
      const own = world.accounts.own(() => client.accessToken());
      await own.setEmail("fay@example.org", { password: passwordOf("fay") });
      const code = (await linkTo(world, "fay@example.org")).split("email-code=")[1] ?? "";
      await own.verifyEmail(code);

      const phone = await world.stranger("fay", { viewport: "phone", theme: "dark" });
      phone.complaints.allow(/status of 403/);
      await phone.button("Set another one").click();
      await expectAccessible(phone.page);
      await screenshot(phone.page, "forgotten-phone-dark");
      await phone.field("Name or e-mail address").fill("FAY@example.org");
      await phone.button("Send the link").click();
      await phone.page.getByText("a mail is on its way to it").waitFor();
      const link = await linkTo(world, "fay@example.org", 2);
      await phone.page.goto("about:blank");
      await phone.page.goto(link);
      await phone.page.getByLabel("New password", { exact: true }).fill("a better password");
      await phone.button("Set password").click();
      await phone.button("Your account").waitFor();
      expect(new URL(phone.page.url()).pathname).toBe("/");
      await fay.page.getByText("You were logged out: your password was changed.").waitFor();

      const again = await world.stranger("fay again", { path: link });
      again.complaints.allow(/status of 403/);
      await again.page.getByLabel("New password", { exact: true }).fill("a third password");
      await again.button("Set password").click();
      await again.page.getByRole("alert").getByText("This link was used or has ended").waitFor();
    });
  },
  {
    worker: true,
    env: async () => {
      smtp = await startMailServer();
      return { HUBBUB_SMTP_URL: smtp.url, HUBBUB_MAIL_FROM: "chat@example.org" };
    },
  },
);
