import { expect } from "bun:test";

import { Accounts } from "@hubbub/client";

import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import { screenshot } from "./browser/screenshot.ts";
import { ADMIN, passwordOf } from "./browser/world.ts";

browserTests(
  "first run",
  (test) => {
    test("[U33.1] the link of a new server leads, over reloads, to an administrator, a channel, an invite link and the chat; wrong or used up it says so, and too many tries have to wait", async (world) => {
      const boss = await world.stranger("boss", { path: "/setup#code=AAAAA-BBBBB-CCCCC-DDDDD" });
      boss.complaints.allow(/status of 403/);
      await boss.field("Name").fill("boss");
      await boss.page.getByLabel("Password", { exact: true }).fill("a long password of boss");
      await boss.button("Continue").click();
      await boss.page.getByRole("alert").getByText("This code was used, or replaced").waitFor();
      await boss.page.goto("about:blank");
      await boss.page.goto(`/setup#code=${world.server.setupCode}`);
      await boss.heading("Welcome to Hubbub").waitFor();
      await expectAccessible(boss.page);
      await screenshot(boss.page, "setup-account");
      boss.complaints.allow(/status of 400/);
      await boss.field("Name").fill("boss");
      await boss.field("Password").first().fill("short");
      await boss.button("Continue").click();
      await boss.page.getByText("Use at least 8 characters.").waitFor();
      await boss.page.getByLabel("Password", { exact: true }).fill("a long password of boss");
      await boss.button("Continue").click();

      await boss.field("The server's name").waitFor();
      expect(boss.page.url()).not.toContain(world.server.setupCode);
      await boss.page.reload();
      await boss.field("The server's name").fill("Tea house");
      await screenshot(boss.page, "setup-server");
      await expectAccessible(boss.page);
      await boss.button("Continue").click();

      await boss.heading("Invite the others").waitFor();
      await boss.page.reload();
      await boss.heading("Invite the others").waitFor();
      await boss.button("Make a link").click();
      const link = await boss.page.getByRole("textbox", { name: "Invite link" }).inputValue();
      expect(link).toStartWith(`${world.server.url}/join#invitation=`);
      await boss.page.getByRole("img", { name: "The invite link as a QR code" }).waitFor();
      await expectAccessible(boss.page);
      await screenshot(boss.page, "setup-invite");
      await boss.button("Go to the chat").click();
      await boss.page.getByRole("textbox", { name: "Message general" }).waitFor();

      const guest = await world.stranger("ann", {
        path: link.slice(world.server.url.length),
        viewport: "phone",
        theme: "dark",
      });
      guest.complaints.allow(/status of 409/);
      await guest.heading("Create your account").waitFor();
      await screenshot(guest.page, "join-phone-dark");
      await expectAccessible(guest.page);
      await guest.field("Name").fill("boss");
      await guest.page.getByLabel("Password", { exact: true }).fill("a long password of ann");
      await guest.button("Create an account").click();
      await guest.page.getByText("Somebody has this name").waitFor();
      await guest.field("Name").fill("ann");
      await guest.button("Create an account").click();
      await guest.page.getByRole("link", { name: "general" }).waitFor();
      expect(new URL(guest.page.url()).pathname).toBe("/");

      const late = await world.stranger("late", { path: `/setup#code=${world.server.setupCode}` });
      late.complaints.allow(/status of 403/);
      await late.field("Name").fill("late");
      await late.page.getByLabel("Password", { exact: true }).fill("a long password of late");
      await late.button("Continue").click();
      await late.page.getByText("This code was used").waitFor();
      await late.button("Log in instead").click();
      await late.heading("Log in to Hubbub").waitFor();
      late.complaints.allow(/status of 4(01|29)/);
      await late.field("Name").fill("boss");
      await late.page.getByLabel("Password", { exact: true }).fill("some other password");
      await late.button(/^Log in$/).click();
      await late.page.getByRole("alert").getByText("The name or the password is wrong.").waitFor();
      await late.button(/^Log in$/).click();
      await late.page
        .getByRole("alert")
        .getByText(/You can try again in \d+ seconds/)
        .waitFor();
      expect(await late.button(/^Log in$/).isDisabled()).toBe(true);
    });
  },
  { fresh: true, flags: ["--signup", "invite"], env: { HUBBUB_AUTH_LIMIT_NAME: "1/1" } },
);

browserTests("sign-in", (test) => {
  test("[U33.2] a wrong password is explained, the right one opens the address that was asked for", async (world) => {
    const id = await world.channel("tea", ["ann"]);
    const ann = await world.stranger("ann", { path: `/c/${id}` });
    ann.complaints.allow(/status of 401/);
    await ann.field("Name").fill("ann");
    await ann.page.getByLabel("Password", { exact: true }).fill("not her password");
    await screenshot(ann.page, "login");
    await expectAccessible(ann.page);
    await ann.button(/^Log in$/).click();
    await ann.page.getByRole("alert").getByText("The name or the password is wrong.").waitFor();
    await ann.page.getByLabel("Password", { exact: true }).fill(passwordOf("ann"));
    await ann.button("Show password").click();
    expect(await ann.page.getByLabel("Password", { exact: true }).getAttribute("type")).toBe("text");
    await ann.button(/^Log in$/).click();
    await ann.page.getByRole("textbox", { name: "Message tea" }).waitFor();
  });

  test("[U33.3] a login in one tab is one in all, and so is a log-out", async (world) => {
    const id = await world.channel("two tabs", ["ann"]);
    const ann = await world.person("ann", { path: `/c/${id}` });
    const other = await ann.context.newPage();
    await other.goto(`/c/${id}`);
    const box = other.getByRole("textbox", { name: "Message two tabs" });
    await box.fill("from the other tab");
    await box.press("Enter");
    await ann.page.getByRole("log").getByText("from the other tab").waitFor();
    await ann.page.goto("/settings/profile");
    await ann.button("Log out").click();
    await other.getByRole("heading", { name: "Log in to Hubbub" }).waitFor();
    await ann.heading("Log in to Hubbub").waitFor();
    await ann.field("Name").fill("ann");
    await ann.page.getByLabel("Password", { exact: true }).fill(passwordOf("ann"));
    await ann.button(/^Log in$/).click();
    await box.waitFor();
  });

  test("[U33.4] a link to set another password logs in, and works once", async (world) => {
    const admin = await world.session(ADMIN);
    const { user } = await world.session("forgetful");
    const accounts = new Accounts(world.server.url);
    const code = await accounts.administration(admin.accessToken).resetPassword(user.id);
    const ann = await world.stranger("forgetful", { path: `/reset-password#code=${code}` });
    ann.complaints.allow(/status of 403/);
    await expectAccessible(ann.page);
    await ann.page.getByLabel("New password", { exact: true }).fill("a better password");
    await ann.button("Set password").click();
    await ann.page.getByText("You are in no channel yet.").waitFor();
    await accounts.login({ name: "forgetful", password: "a better password" });
    await ann.page.goto(`/?again#code=${code}`);
    await ann.page.goto(`/reset-password#code=${code}`);
    await ann.page.getByLabel("New password", { exact: true }).fill("a third password");
    await ann.button("Set password").click();
    await ann.page.getByText("This link was used or has ended").waitFor();
  });

  test("[U33.5] without a server it says so, and goes on when it is back", async (world) => {
    const ann = await world.stranger("ann");
    await ann.heading("Log in to Hubbub").waitFor();
    await world.session("ann");
    await world.server.kill();
    await ann.field("Name").fill("ann");
    await ann.page.getByLabel("Password", { exact: true }).fill(passwordOf("ann"));
    await ann.button(/^Log in$/).click();
    await ann.page.getByRole("alert").getByText("The server can't be reached just now.").waitFor();
    await world.server.startAgain();
    await eventually(async () => {
      await ann.button(/^Log in$/).click({ timeout: 1_000 });
      await ann.heading("Log in to Hubbub").waitFor({ state: "detached", timeout: 2_000 });
    });
  });
});
