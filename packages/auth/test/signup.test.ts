import { expect, test } from "bun:test";

import { LIMITS } from "@hubbub/protocol";

import { PASSWORD, TestService } from "./test-service.ts";

test("[A1.2] signing up makes an account and logs it in; ids count from 1", async () => {
  await using auth = await TestService.start();
  const answer = await auth.post("/auth/signup", { name: "Ada", password: PASSWORD });
  expect(answer.status).toBe(201);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  expect(answer.body).toEqual({
    user: { id: 1, name: "Ada", admin: false, guest: false, bot: false },
    access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    expires_in: 600,
    refresh_token: expect.stringMatching(/^hbr_[\w-]{86}$/),
  } as never);
  expect((await auth.signup("Bob")).user.id).toBe(2);
  expect((await auth.login("Ada")).user).toEqual(answer.body.user);
});

test("[A1.1] a name that somebody has, in any case or compatibility form, is refused", async () => {
  await using auth = await TestService.start();
  await auth.signup("Ada");
  for (const name of ["Ada", "aDA", "Ａｄａ"]) {
    const { status, body } = await auth.post("/auth/signup", { name, password: PASSWORD });
    expect(status).toBe(409);
    expect(body.error).toMatchObject({ code: "name_taken", field: "name" });
  }
});

test("[A1.1] of sign-ups with one name at once, exactly one succeeds", async () => {
  await using auth = await TestService.start({ workersMax: 4, workersMin: 4 });
  const names = ["ada", "Ada", "ADA", "aDa", "adA", "ADa"];
  const answers = await Promise.all(
    names.map((name) => auth.post("/auth/signup", { name, password: PASSWORD })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409]);
});

test("[A1.3] a name that breaks the rules is refused with its field, and its limit if it is too long", async () => {
  await using auth = await TestService.start();
  const cases: [name: string, message: string, limit?: number][] = [
    ["", "name is empty."],
    ["x".repeat(33), "name has more than 32 characters.", LIMITS.userNameLength],
    ["a\u0000b", "name has a control or invisible character."],
    ["a\u202Eb", "name has a control or invisible character."],
    [" a", "name begins or ends with white space."],
    ["e\u0301", "name is not in Unicode normal form C."],
  ];
  for (const [name, message, limit] of cases) {
    const { status, body } = await auth.post("/auth/signup", { name, password: PASSWORD });
    expect(status).toBe(400);
    expect(body).toEqual({
      error: { code: "invalid", message, field: "name", ...(limit && { limit }) },
    } as never);
  }
});

test("[A3.3] a password has 8 to 256 bytes of UTF-8 in NFC; it may be spelled in NFD as well", async () => {
  await using auth = await TestService.start();
  const signup = (name: string, password: string) => auth.post("/auth/signup", { name, password });
  expect((await signup("a", "short 7")).body.error).toMatchObject({
    code: "invalid",
    field: "password",
    limit: 8,
  });
  expect((await signup("a", "x".repeat(257))).body.error).toMatchObject({ field: "password", limit: 256 });
  expect((await signup("a", "é".repeat(129))).body.error).toMatchObject({ field: "password", limit: 256 });
  expect((await signup("a", "lone \ud800 surrogate")).body.error).toMatchObject({ field: "password" });
  expect((await signup("a", "e\u0301".repeat(4))).status).toBe(201);
  expect((await auth.login("a", "é".repeat(4))).user.name).toBe("a");
  expect((await signup("b", "é".repeat(128))).status).toBe(201);
});

test("[A2.1] the setup code makes the administrator, typed in any case and spacing, once", async () => {
  await using auth = await TestService.start();
  const code = auth.service.setupCode!;
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
  expect((await auth.signup("plain")).user.admin).toBe(false);
  const signup = (name: string, setup_code: string) =>
    auth.post("/auth/signup", { name, password: PASSWORD, setup_code });
  const typed = ` ${code.toLowerCase().replaceAll("-", " ")} `;
  expect((await signup("boss", typed)).body.user).toMatchObject({ id: 2, name: "boss", admin: true });
  const second = await signup("second", code);
  expect(second.status).toBe(403);
  expect(second.body.error).toMatchObject({ code: "forbidden", field: "setup_code" });
});

test("[A2.2] a wrong setup code is refused, makes no account, and costs no hash", async () => {
  await using auth = await TestService.start();
  const hashes = 'hubbub_auth_hash_duration_seconds_count{op="hash"}';
  const before = await auth.metric(hashes);
  for (const setup_code of ["", "00000-00000-00000-00000", "x"]) {
    const { status, body } = await auth.post("/auth/signup", {
      name: "boss",
      password: PASSWORD,
      setup_code,
    });
    expect(status).toBe(403);
    expect(body.error).toMatchObject({ code: "forbidden", field: "setup_code" });
  }
  expect(await auth.metric(hashes)).toBe(before);
  expect((await auth.signup("boss")).user).toMatchObject({ id: 1, admin: false });
});

test("[A2.1] of sign-ups with the setup code at once, one becomes administrator and the others make no account", async () => {
  await using auth = await TestService.start({ workersMin: 4, workersMax: 4 });
  const setup_code = auth.service.setupCode;
  const answers = await Promise.all(
    [1, 2, 3, 4].map((n) => auth.post("/auth/signup", { name: `boss ${n}`, password: PASSWORD, setup_code })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 403, 403, 403]);
  expect((await auth.signup("next")).user.id).toBe(2);
});

test("[A2.3] each start replaces the setup code, until there is an administrator", async () => {
  await using first = await TestService.start();
  const old = first.service.setupCode;
  {
    await using second = await TestService.start({ database: first.database });
    const signup = (setup_code?: string) =>
      second.post("/auth/signup", { name: "boss", password: PASSWORD, setup_code });
    expect((await signup(old)).status).toBe(403);
    expect((await signup(second.service.setupCode)).status).toBe(201);
  }
  await using third = await TestService.start({ database: first.database });
  expect(third.service.setupCode).toBeUndefined();
});
