import { expect, test } from "bun:test";

import { PASSWORD, TestService } from "./test-service.ts";

interface Made {
  invitation: { id: number; uses_left: number };
  code: string;
}

const invite = (auth: TestService, boss: string, body: object = {}) =>
  auth.ask<Made>("/auth/invitations", body, boss);
const body = (name: string, invitation?: string) => ({ name, password: PASSWORD, invitation });

test("[A26.3] where sign-up needs an invitation, its code makes as many accounts as it says, as typed in any way", async () => {
  await using auth = await TestService.start({ signup: "invite" });
  expect(await auth.refusal("/auth/signup", body("Ada"))).toMatchObject({
    code: "forbidden",
    field: "invitation",
  });
  const boss = await auth.admin();
  const { code, invitation } = await invite(auth, boss, { uses: 2 });
  expect(invitation).toEqual({
    id: 1,
    uses_left: 2,
    guest: false,
    created_at: auth.clock.now,
    expires_at: null,
    created_by: 1,
  } as never);
  await auth.ask("/auth/signup", body("Ada", code));
  expect(await auth.refusal("/auth/signup", body("ADA", code))).toMatchObject({ code: "name_taken" });
  expect(await auth.ask("/auth/invitations", undefined, boss)).toMatchObject({
    invitations: [{ uses_left: 1 }],
  });
  await auth.ask("/auth/signup", body("Bob", code.toLowerCase().replaceAll("-", "")));
  expect(await auth.refusal("/auth/signup", body("Cid", code))).toMatchObject({ field: "invitation" });
  expect(await auth.ask("/auth/invitations", undefined, boss)).toEqual({
    invitations: [],
    more: false,
  } as never);
});

test("[A26.4] an invitation that was revoked, has expired or never was is refused, and costs no hash", async () => {
  await using auth = await TestService.start();
  const boss = await auth.admin();
  const revoked = await invite(auth, boss, { uses: 5 });
  await auth.ask("/auth/invitations/revoke", { id: revoked.invitation.id }, boss);
  expect(await auth.refusal("/auth/invitations/revoke", { id: 1 }, boss)).toMatchObject({ status: 404 });
  const late = await invite(auth, boss, { expires_at: auth.clock.now + 1000 });
  auth.clock.now += 1000;
  const hashes = 'hubbub_auth_hash_duration_seconds_count{op="hash"}';
  const before = await auth.metric(hashes);
  for (const code of [revoked.code, late.code, "", "00000-00000-00000-00000"]) {
    const refused = await auth.refusal("/auth/signup", body("Ada", code));
    expect(refused).toMatchObject({ status: 403, code: "forbidden", field: "invitation" });
  }
  expect(await auth.metric(hashes)).toBe(before);
});

test("[A26.5] a guest's invitation makes guests, and their tokens say so", async () => {
  await using auth = await TestService.start();
  const { code } = await invite(auth, await auth.admin(), { guest: true });
  const guest = await auth.ask<{ user: object; access_token: string }>("/auth/signup", body("Gast", code));
  expect(guest.user).toMatchObject({ name: "Gast", guest: true, admin: false });
  const [, claims = ""] = guest.access_token.split(".");
  expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({ guest: true });
});

test("[A26.6] where sign-up is closed nobody makes an account but who has the setup code", async () => {
  await using auth = await TestService.start({ signup: "closed" });
  const boss = await auth.admin();
  const { code } = await invite(auth, boss);
  for (const each of [body("Ada"), body("Ada", code)]) {
    expect(await auth.refusal("/auth/signup", each)).toMatchObject({ status: 403, code: "forbidden" });
  }
  expect(await auth.ask("/auth/methods")).toMatchObject({ signup: "closed" });
});

test("[A26.7] only administrators make invitations, of 1 to 10,000 uses", async () => {
  await using auth = await TestService.start();
  const boss = await auth.admin();
  const { access_token } = await auth.signup("Ada");
  for (const given of [{}, undefined]) {
    expect(await auth.refusal("/auth/invitations", given, access_token)).toMatchObject({ code: "forbidden" });
  }
  for (const uses of [0, 10_001, 1.5, "1"]) {
    const refused = await auth.refusal("/auth/invitations", { uses }, boss);
    expect(refused).toMatchObject({ code: "invalid", field: "uses" });
    expect(refused.message).toContain("from 1 to 10000");
  }
});
