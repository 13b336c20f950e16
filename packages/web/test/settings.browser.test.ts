import { expect } from "bun:test";

import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import type { Person } from "./browser/person.ts";
import { screenshot } from "./browser/screenshot.ts";
import { totp } from "./browser/totp.ts";
import { passwordOf } from "./browser/world.ts";

async function logIn(person: Person, name: string, password = passwordOf(name)): Promise<void> {
  await person.field("Name").fill(name);
  await person.page.getByLabel("Password", { exact: true }).fill(password);
  await person.button(/^Log in$/).click();
}

browserTests("settings", (test) => {
  test("[U33.6] who changes the password ends the sessions elsewhere, which say why", async (world) => {
    const ann = await world.person("ann", { path: "/settings/account" });
    const other = await world.person("ann", { path: "/settings/sessions", viewport: "phone", theme: "dark" });
    for (const each of [ann, other]) each.complaints.allow(/status of 401/);
    await other.page.getByText("this one").waitFor();
    await expectAccessible(other.page);
    await screenshot(other.page, "sessions-phone-dark");
    await ann.button("Change password").click();
    const dialog = ann.page.getByRole("dialog");
    await dialog.getByLabel("Current password", { exact: true }).fill("not it at all");
    await dialog.getByLabel("New password", { exact: true }).fill("another long password");
    await dialog.getByRole("button", { name: "Change password" }).click();
    await dialog.getByText("This is not your password.").waitFor();
    await expectAccessible(ann.page);
    await dialog.getByLabel("Current password", { exact: true }).fill(passwordOf("ann"));
    await dialog.getByRole("button", { name: "Change password" }).click();
    await ann.page.getByText("Your password is changed").waitFor();
    await other.page.getByText("You were logged out").waitFor();
    await screenshot(other.page, "logged-out-phone-dark");
    await expectAccessible(other.page);
    await logIn(other, "ann", "another long password");
    await other.page.getByText("this one").waitFor();
  });

  test("[U33.7] a session is ended from another one, and so are all others", async (world) => {
    const bob = await world.person("bob", { path: "/settings/sessions" });
    const [second, third] = [await world.person("bob"), await world.person("bob")];
    for (const each of [second, third]) each.complaints.allow(/status of 401/);
    await bob.page.reload();
    // The first one is that of the account's making.
    await bob.button("End the session").first().waitFor();
    await screenshot(bob.page, "sessions");
    await bob.button("End all others").click();
    await bob.page.getByRole("dialog").getByRole("button", { name: "End all others" }).click();
    await Promise.all([second, third].map((each) => each.page.getByText("You were logged out").waitFor()));
    await eventually(async () =>
      expect(await bob.page.getByRole("listitem").filter({ hasText: "Used" }).count()).toBe(1),
    );
    await logIn(second, "bob");
    await second.heading("Log in to Hubbub").waitFor({ state: "detached" });
    await bob.page.reload();
    await bob.button("End the session of Chrome on Linux").click();
    await second.page.getByText("You were logged out from elsewhere.").waitFor();
  });

  test("[U33.16] who is thrown out while writing finds it again after logging in", async (world) => {
    const id = await world.channel("desk", ["gil"]);
    const gil = await world.person("gil", { path: `/c/${id}` });
    gil.complaints.allow(/status of 401/);
    const box = gil.page.getByRole("textbox", { name: "Message desk" });
    await box.fill("half a sent");
    const client = await world.client("gil");
    await world.accounts.own(() => client.accessToken()).endOtherSessions();
    await gil.page.getByText("What you began to write is kept").waitFor();
    await logIn(gil, "gil");
    await eventually(async () => expect(await box.inputValue()).toBe("half a sent"));
    expect(new URL(gil.page.url()).pathname).toBe(`/c/${id}`);
  });

  test("[U33.8] an authenticator app is set up, wanted at the next login, and turned off", async (world) => {
    const cat = await world.person("cat", { path: "/settings/account" });
    cat.complaints.allow(/status of 40[01]/);
    const section = cat.page.getByRole("region", { name: "Authenticator app" });
    await section.getByRole("button", { name: "Set up" }).click();
    const dialog = cat.page.getByRole("dialog");
    await dialog.getByLabel("Your password", { exact: true }).fill(passwordOf("cat"));
    await dialog.getByRole("button", { name: "Continue" }).click();
    await dialog.getByRole("img", { name: "QR code" }).waitFor();
    const secret = await dialog.getByLabel("Secret").inputValue();
    await screenshot(cat.page, "totp");
    await expectAccessible(cat.page);
    await dialog.getByLabel("Code that the app shows").fill(totp(secret));
    await dialog.getByRole("button", { name: "Turn on" }).click();
    const codes = dialog.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
    expect(
      await eventually(async () => (await codes.count()) === 10 || Promise.reject(new Error("no codes"))),
    ).toBe(true);
    const recovery = (await codes.first().textContent()) ?? "";
    await screenshot(cat.page, "recovery-codes");
    await expectAccessible(cat.page);
    await dialog.getByRole("button", { name: "I have kept them" }).click();
    await section.getByText("10 recovery codes are left.").waitFor();

    const again = await world.stranger("cat", { viewport: "phone" });
    again.complaints.allow(/status of 401/);
    await logIn(again, "cat");
    await again.heading("One more step").waitFor();
    await expectAccessible(again.page);
    await screenshot(again.page, "second-factor-phone");
    await again.field("Code").fill("000000");
    await again.button("Continue").click();
    await again.page.getByRole("alert").waitFor();
    await again.field("Code").fill(totp(secret, 1));
    await again.button("Continue").click();
    await again.heading("One more step").waitFor({ state: "detached" });

    const lost = await world.stranger("cat without the app");
    lost.complaints.allow(/status of 401/);
    await logIn(lost, "cat");
    await lost.field("Code").fill(recovery);
    await lost.button("Continue").click();
    await lost.heading("One more step").waitFor({ state: "detached" });

    await section.getByRole("button", { name: "Turn off" }).click();
    await dialog.getByLabel("Your password", { exact: true }).fill(passwordOf("cat"));
    await dialog.getByRole("button", { name: "Turn off" }).click();
    await section.getByRole("button", { name: "Set up" }).waitFor();
  });

  test("[U33.9] a passkey is added, renamed, logged in with, and removed", async (world) => {
    const dan = await world.person("dan", { path: "/settings/account" });
    const devtools = await dan.context.newCDPSession(dan.page);
    await devtools.send("WebAuthn.enable");
    await devtools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await dan.button("Add a passkey").click();
    const dialog = dan.page.getByRole("dialog");
    await dialog.getByLabel("What to call it").fill("my phone");
    await dialog.getByLabel("Your password", { exact: true }).fill(passwordOf("dan"));
    await dialog.getByRole("button", { name: "Add a passkey" }).click();
    await dan.button("Rename my phone").click();
    await dialog.getByLabel("What to call it").fill("my key");
    await dialog.getByRole("button", { name: "Rename" }).click();
    await dan.button("Remove my key").waitFor();
    // The browser offers it with the name, and this one's user takes it at once.
    const offered = dan.page.waitForResponse("**/auth/passkeys/login");
    await dan.button("Log out").click();
    expect((await offered).status()).toBe(200);
    await dan.page.getByText("You are in no channel yet.").waitFor();
    await dan.page.evaluate(() => {
      PublicKeyCredential.isConditionalMediationAvailable = async () => false;
    });
    await dan.button("Your account").click();
    await dan.page.getByRole("menuitem", { name: "Log out" }).click();
    await dan.button("Log in with a passkey").click();
    await dan.heading("Log in to Hubbub").waitFor({ state: "detached" });
    await dan.page.goto("/settings/account");
    await dan.button("Remove my key").waitFor();
    await screenshot(dan.page, "account");
    // Not before: a debugger that leaves the page takes the authenticator with it.
    await expectAccessible(dan.page);
    await dan.button("Remove my key").click();
    await dialog.getByRole("button", { name: "Remove" }).click();
    await dan.page.getByText("You have none yet.").waitFor();
  });

  test("[U33.10] a profile is seen by others as it was set", async (world) => {
    const id = await world.channel("tea", ["eve", "fay"]);
    const eve = await world.person("eve", { path: "/settings", viewport: "phone" });
    const fay = await world.client("fay");
    await screenshot(eve.page, "settings-list-phone");
    await expectAccessible(eve.page);
    await eve.link("Profile").click();
    await eve.field("Name to be shown").fill("Eve Adams");
    await eve.page.getByLabel("Title", { exact: true }).fill("Gardener");
    await eve.field("Time zone").selectOption("Europe/Zurich");
    await eve.button("Save").click();
    await eve.page.getByText("Saved.").waitFor();
    const picture = { name: "eve.png", mimeType: "image/png", buffer: await eve.page.screenshot() };
    await eve.page.locator("input[type=file]").setInputFiles(picture);
    await eve.button("Remove").waitFor();
    await screenshot(eve.page, "profile-phone");
    await expectAccessible(eve.page);
    const [shown] = await fay.findUsers({ channel: id, prefix: "eve" });
    expect(shown).toMatchObject({ displayName: "Eve Adams", title: "Gardener", timezone: "Europe/Zurich" });
    expect(shown?.avatar).toBeGreaterThan(0);
    await eve.page.getByRole("link", { name: "Back" }).click();
    await eve.link("Appearance").click();
    await eve.page.getByRole("radio", { name: "Dark" }).check();
    await screenshot(eve.page, "appearance-phone-dark");
    await expectAccessible(eve.page);
  });
});
