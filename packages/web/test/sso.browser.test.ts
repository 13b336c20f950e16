import { afterAll, expect } from "bun:test";

import { CLIENT, TestIssuer } from "@hubbub/devkit/test-issuer";

import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import type { Person } from "./browser/person.ts";
import { screenshot } from "./browser/screenshot.ts";
import { ADMIN, passwordOf, type World } from "./browser/world.ts";

const BUTTON = "Example account";

let issuer: TestIssuer;
afterAll(() => issuer?.[Symbol.asyncDispose]());

/** Sits at a browser that may go to the issuer, and isn't logged in. */
function stranger(world: World, name: string, path = "/"): Promise<Person> {
  return world.stranger(name, { path, neighbours: [issuer.url] });
}

/** Who logs in at the issuer next. */
function comes(subject: string, name: string): void {
  issuer.people.set(subject, { preferred_username: name });
  issuer.current = subject;
}

browserTests(
  "single sign-on",
  (test) => {
    test("[U33.11] who comes by single sign-on gets an account the first time, goes where the link led, and is found again", async (world) => {
      const channel = await world.channel("tea", []);
      const admin = await world.client(ADMIN);
      const { code } = await (await admin.join(channel)).invites.create({ maxUses: 1 });
      comes("sub-sue", "sue");
      const sue = await stranger(world, "sue", `/invite/${code}`);
      await sue.page.getByText("You were invited to a channel.").waitFor();
      await sue.button(BUTTON).waitFor();
      await expectAccessible(sue.page);
      await screenshot(sue.page, "login-sso");
      await sue.button(BUTTON).click();
      await sue.page.getByRole("textbox", { name: "Message tea" }).waitFor();
      expect(new URL(sue.page.url()).search).toBe("");
      const { user } = await sue.page.evaluate(
        () => JSON.parse(localStorage.getItem("hubbub-session")!) as { user: { id: number; name: string } },
      );
      expect(user.name).toBe("sue");
      const again = await stranger(world, "sue again", `/c/${channel}`);
      await again.button(BUTTON).click();
      await again.page.getByRole("textbox", { name: "Message tea" }).waitFor();
      await (await world.administration()).disable(user.id);
      for (const each of [sue, again]) each.complaints.allow(/status of 40[13]/);
      await again.page.getByText("Your account was disabled by an administrator.").waitFor();
      await again.button(BUTTON).click();
      await again.page.getByRole("alert").getByText("This account is disabled").waitFor();
    });

    test("[U33.12] an account is linked with single sign-on by its password, logged in to that way, and unlinked", async (world) => {
      comes("sub-ann", "somebody else's name");
      const ann = await world.person("ann", { path: "/settings/account", neighbours: [issuer.url] });
      ann.complaints.allow(/status of 401/);
      const section = ann.page.getByRole("region", { name: "Single sign-on" });
      await section.getByRole("button", { name: "Link" }).click();
      const dialog = ann.page.getByRole("dialog");
      await dialog.getByLabel("Your password", { exact: true }).fill("not it");
      await dialog.getByRole("button", { name: "Link" }).click();
      await dialog.getByText("This is not your password.").waitFor();
      await expectAccessible(ann.page);
      await screenshot(ann.page, "link-sso");
      await dialog.getByLabel("Your password", { exact: true }).fill(passwordOf("ann"));
      await dialog.getByRole("button", { name: "Link" }).click();
      await section.getByText("Linked").waitFor();
      const away = await stranger(world, "ann elsewhere", "/settings/profile");
      await away.button(BUTTON).click();
      await away.page.getByText("@ann", { exact: false }).first().waitFor();
      await section.getByRole("button", { name: "Unlink" }).click();
      await dialog.getByRole("button", { name: "Unlink" }).click();
      await section.getByRole("button", { name: "Link" }).waitFor();
      // Now it is nobody's, and makes an account.
      const other = await stranger(world, "another account", "/settings/profile");
      await other.button(BUTTON).click();
      await other.page.getByText("somebody else's name").first().waitFor();
    });

    test("[U33.13] who says no, is late, or begins elsewhere is told so, and can begin again", async (world) => {
      const bob = await stranger(world, "bob");
      bob.complaints.allow(/status of 40[013]/);
      issuer.current = undefined;
      await bob.button(BUTTON).click();
      await bob.page.getByRole("alert").getByText("The single sign-on didn't let you in.").waitFor();
      expect(new URL(bob.page.url()).search).toBe("");
      await expectAccessible(bob.page);
      await bob.page.goto("/?sso_error=unavailable");
      await bob.page.getByRole("alert").getByText("The single sign-on can't be reached just now.").waitFor();
      await bob.page.goto("/?sso_code=from-another-window");
      await bob.page.getByRole("alert").getByText("was begun in another window").waitFor();
      await bob.page.evaluate(() => sessionStorage.setItem("hubbub-sso", "a verifier of long ago"));
      await bob.page.goto("/?sso_code=used-before");
      await bob.page.getByRole("alert").getByText("took too long, or was used already").waitFor();
      await bob.page.goto("/auth/sso/callback?state=used&code=before");
      await bob.page.getByText("This login has ended or was used. Begin again.").waitFor();
      await bob.link("To the chat").click();
      comes("sub-bob", "bob");
      await bob.button(BUTTON).click();
      await bob.heading("Log in to Hubbub").waitFor({ state: "detached" });
    });
  },
  {
    env: async (url) => {
      issuer = await TestIssuer.start(`${url}/auth/sso/callback`);
      return {
        HUBBUB_OIDC_ISSUER: issuer.url,
        HUBBUB_OIDC_CLIENT_ID: CLIENT.id,
        HUBBUB_OIDC_CLIENT_SECRET: CLIENT.secret,
        HUBBUB_OIDC_NAME: BUTTON,
      };
    },
  },
);
