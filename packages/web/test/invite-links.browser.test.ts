import { expect } from "bun:test";

import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import { ADMIN, passwordOf } from "./browser/world.ts";

/** How long an invite link that is to expire lasts, in ms. */
const BRIEF_MS = 2_000;

browserTests("invite links", (test) => {
  test("[U33.17] an invite link of a channel leads a stranger through the sign-up, and whoever has an account through the login, into the channel", async (world) => {
    const channel = await world.channel("atelier", []);
    const admin = await (await world.client(ADMIN)).join(channel);
    const { code } = await admin.invites.create({ maxUses: 3 });
    const path = `/invite/${code}`;

    const zoe = await world.stranger("zoe", { path, viewport: "phone", theme: "dark" });
    await zoe.page.getByText("You were invited to a channel.").waitFor();
    await zoe.button("Create an account").click();
    await zoe.page.getByText("You were invited to a channel.").waitFor();
    await expectAccessible(zoe.page);
    await zoe.field("Name").fill("zoe");
    await zoe.page.getByLabel("Password", { exact: true }).fill(passwordOf("zoe"));
    await zoe.button("Create an account").click();
    await zoe.page.getByRole("textbox", { name: "Message atelier" }).waitFor();
    expect(new URL(zoe.page.url()).pathname).toBe(`/c/${channel}`);

    await world.session("yann");
    const yann = await world.stranger("yann", { path });
    await yann.field("Name").fill("yann");
    await yann.page.getByLabel("Password", { exact: true }).fill(passwordOf("yann"));
    await yann.button(/^Log in$/).click();
    await yann.page.getByRole("textbox", { name: "Message atelier" }).waitFor();

    // Who is logged in already is asked: a link may come from anybody.
    const xena = await world.person("xena", { path });
    await xena.heading("You are invited to atelier").waitFor();
    await expectAccessible(xena.page);
    await xena.button("Join").click();
    await xena.page.getByRole("textbox", { name: "Message atelier" }).waitFor();
  });

  test("[U33.18] an invite link that is used up, revoked, expired or none says so, also to who comes from the sign-up", async (world) => {
    const channel = await world.channel("studio", []);
    const admin = await (await world.client(ADMIN)).join(channel);
    const used = await admin.invites.create({ maxUses: 1 });
    await (await world.client("wim")).channels.joinByInvite(used.code);
    const revoked = await admin.invites.create({});
    await admin.invites.revoke(revoked.code);
    const brief = await admin.invites.create({ expiresAt: Date.now() + BRIEF_MS });
    const vera = await world.person("vera");
    const gone = vera.page.getByRole("alert").getByText("This invite link is not valid any more.");
    for (const code of [used.code, revoked.code, "none"]) {
      await vera.page.goto(`/invite/${code}`);
      await gone.waitFor();
    }
    await expectAccessible(vera.page);
    await eventually(async () => {
      await vera.page.goto(`/invite/${brief.code}`);
      await gone.waitFor({ timeout: BRIEF_MS });
    });

    const ugo = await world.stranger("ugo", { path: `/invite/${used.code}` });
    await ugo.button("Create an account").click();
    await ugo.field("Name").fill("ugo");
    await ugo.page.getByLabel("Password", { exact: true }).fill(passwordOf("ugo"));
    await ugo.button("Create an account").click();
    await ugo.page.getByRole("alert").getByText("This invite link is not valid any more.").waitFor();
  });
});
