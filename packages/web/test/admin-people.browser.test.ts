import { expect } from "bun:test";

import { Accounts } from "@hubbub/client";

import { choose, dialogButton, open, row, rows, secret } from "./admin/pages.ts";
import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import { passwordOf } from "./browser/world.ts";

browserTests("administration of people", (test) => {
  test("[U35.1] who is no administrator is told so and sees nothing else", async (world) => {
    const ann = await world.person("ann", { path: "/admin/users" });
    await ann.page.getByText("Only administrators of this server can see this page.").waitFor();
    expect(await ann.page.getByRole("table").count()).toBe(0);
  });

  test("[U35.2] who is disabled is told so at once, and comes back when enabled; names and roles are found and changed", async (world) => {
    const dora = await world.person("dora");
    const admin = await open(world, "users");
    await admin.field("Search by name or e-mail").fill("DO");
    await eventually(async () => expect(await rows(admin)).toHaveLength(1));
    await expectAccessible(admin.page);
    await choose(admin, "dora", "Disable");
    await admin.page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
    await row(admin, "dora").getByText("Disabled").waitFor();
    await dora.page.getByText("Your account was disabled by an administrator.").waitFor();
    await dora.field("Name").fill("dora");
    await dora.page.getByLabel("Password", { exact: true }).fill(passwordOf("dora"));
    await dora.button(/^Log in$/).click();
    await dora.page.getByRole("alert").getByText("This account is disabled.").waitFor();
    dora.complaints.allow(/status of 40[13]/);
    const accounts = new Accounts(world.server.url);
    const credentials = { name: "dora", password: passwordOf("dora") };
    await expect(accounts.login(credentials)).rejects.toThrow();
    await choose(admin, "dora", "Enable");
    await row(admin, "dora").getByText("Active").waitFor();
    expect((await accounts.login(credentials)).user.name).toBe("dora");
    await choose(admin, "dora", "Make guest");
    await row(admin, "dora").getByText("Guest").waitFor();
    expect((await accounts.login(credentials)).user.guest).toBe(true);
    await choose(admin, "dora", "Make member");
    await row(admin, "dora").getByText("Member").waitFor();
  });

  test("[U35.3] the link for another password is shown once, and is good once", async (world) => {
    await world.client("carla");
    const admin = await open(world, "users");
    await choose(admin, "carla", "Reset password");
    const link = await secret(admin, "Link");
    expect(link).toStartWith(`${world.server.url}/reset-password#code=`);
    await admin.button("Done").click();
    const accounts = new Accounts(world.server.url);
    const code = link.split("code=")[1] ?? "";
    await accounts.resetPassword(code, "an other long password");
    const session = await accounts.login({ name: "carla", password: "an other long password" });
    expect(session.user.name).toBe("carla");
    await expect(accounts.resetPassword(code, "a third long password")).rejects.toThrow();
  });

  test("[U35.15] of many accounts a page is shown, and the server finds the others", async (world) => {
    const accounts = new Accounts(world.server.url);
    for (let batch = 0; batch < 7; batch++) {
      await Promise.all(
        Array.from({ length: 16 }, (_, i) => {
          const name = `crowd ${16 * batch + i}`;
          return accounts.signup({ name, password: passwordOf(name) });
        }),
      );
    }
    const admin = await open(world, "users");
    await eventually(async () => expect((await rows(admin)).length).toBeGreaterThanOrEqual(99));
    const asked: URL[] = [];
    admin.page.on("request", (request) => asked.push(new URL(request.url())));
    await admin.field("Search by name or e-mail").fill("crowd 111");
    await row(admin, "crowd 111").waitFor();
    await eventually(async () => expect(await rows(admin)).toHaveLength(1));
    const searches = asked.filter(({ pathname }) => pathname === "/auth/users");
    expect(searches.map(({ searchParams }) => searchParams.get("search"))).toContain("crowd 111");
    expect(searches.every(({ searchParams }) => searchParams.get("after") === "0")).toBe(true);
    await admin.field("Search by name or e-mail").fill("nobody of this name");
    await admin.page.getByText("Nobody is found.").waitFor();
    await admin.field("Search by name or e-mail").fill("");
    await eventually(async () => expect((await rows(admin)).length).toBeGreaterThanOrEqual(99));
    const shown = (await rows(admin)).length;
    await admin.button("Show more").click();
    await eventually(async () => expect((await rows(admin)).length).toBeGreaterThan(shown));
  });

  test("[U35.4] an invitation makes as many accounts as it says, until it is revoked", async (world) => {
    const admin = await open(world, "invitations");
    await admin.button("Invite people").click();
    await admin.field("How many accounts it is good for").fill("0");
    await admin.page.getByText("A whole number from 1 to 10,000.").waitFor();
    await admin.field("How many accounts it is good for").fill("2");
    await admin.field("They are guests: they see only the channels they are put into").check();
    await dialogButton(admin, "Invite people").click();
    const link = await secret(admin, "Link");
    expect(link).toStartWith(`${world.server.url}/join#invitation=`);
    const invitation = link.split("invitation=")[1] ?? "";
    const accounts = new Accounts(world.server.url);
    const guest = await accounts.signup({ name: "gus", password: passwordOf("gus"), invitation });
    expect(guest.user.guest).toBe(true);
    await admin.button("Done").click();
    await admin.button(/^Revoke: Invitation/).click();
    await admin.page.getByText("No invitation is open.").waitFor();
    const late = accounts.signup({ name: "late", password: passwordOf("late"), invitation });
    await expect(late).rejects.toThrow();
  });
});
