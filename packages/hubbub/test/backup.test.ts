import { Database } from "bun:sqlite";
import { afterAll, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import {
  openRawClient,
  type RawClient,
  type ServerProcess,
  spawnServer,
  temporaryFolder,
} from "@hubbub/devkit";
import type { Reply } from "@hubbub/protocol";

import { runHubbub } from "./run-hubbub.ts";

const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

const ADA = { name: "Ada", password: "correct horse" };

/** Signs up or logs in, and connects. */
async function enter(server: ServerProcess, how: "signup" | "login"): Promise<RawClient> {
  const answer = await fetch(`${server.url}/auth/${how}`, { method: "POST", body: JSON.stringify(ADA) });
  return openRawClient(server.url, ((await answer.json()) as { access_token: string }).access_token);
}

function valueOf<C extends NonNullable<Reply["body"]["case"]>>(body: Reply["body"] | undefined, kind: C) {
  if (body?.case !== kind) throw new Error(`Expected ${kind}, got ${JSON.stringify(body)}`);
  return body.value as Extract<Reply["body"], { case: C }>["value"];
}

const send = (client: RawClient, text: string) =>
  client.ask({ case: "send", value: { channel: 1, clientId: text.replace(" ", "-"), text } });

test("[O10.1] a backup of a running server, restored, has every account and message of its moment, in new epochs", async () => {
  const data = join(folder.path, "running");
  const server = await spawnServer({
    data,
    flags: ["--rate-sends", "100000/100000", "--rate-commands", "100000/100000"],
  });
  const client = await enter(server, "signup");
  const { epoch } = valueOf(await client.ask({ case: "createChannel", value: { name: "kept" } }), "channel");
  for (let i = 0; i < 20; i++) valueOf(await send(client, `before ${i}`), "sent");
  const file = join(folder.path, "backup.sqlite");
  // Sends go on while it is written.
  const writing = new AbortController();
  const sending = (async () => {
    let sent = 0;
    while (!writing.signal.aborted) valueOf(await send(client, `during ${sent++}`), "sent");
    return sent;
  })();
  const written = await runHubbub(["backup", file, "--data", data]);
  writing.abort();
  const during = await sending;
  expect({ stderr: written.stderr, code: written.code }).toEqual({ stderr: "", code: 0 });
  expect(written.stdout).toBe(
    `${file}: ${statSync(file).size} bytes. Bring it back with: npx hubbub restore ${file} --data DIR\n`,
  );
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(readdirSync(folder.path).filter((name) => name.includes(".part-"))).toEqual([]);
  server.kill("SIGTERM");
  expect(await server.ended).toBe(0);

  const restored = join(folder.path, "restored");
  const back = await runHubbub(["restore", file, "--data", restored]);
  expect(back).toEqual({
    stdout: `${restored} is as it was. Start it with: npx hubbub serve --data ${restored}\n`,
    stderr: "",
    code: 0,
  });
  expect(readdirSync(restored).toSorted()).toEqual(["accounts.sqlite", "hubbub.sqlite"]);
  const second = await spawnServer({ data: restored });
  const again = await enter(second, "login");
  const pages = [];
  for (let more = true, after = 2; more;) {
    const query = { channel: 1, after, before: 0, limit: 500 };
    const page = valueOf(await again.ask({ case: "history", value: query }), "events");
    pages.push(page);
    more = page.more;
    after = page.events.at(-1)!.seq;
  }
  const [page] = pages;
  expect(page!.epoch).not.toBe(epoch);
  const texts = pages
    .flatMap(({ events }) => events)
    .map(({ body }) => (body.case === "message" ? body.value.text : body.case));
  expect(texts.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, i) => `before ${i}`));
  expect(texts.slice(20)).toEqual(texts.slice(20).map((_, i) => `during ${i}`));
  expect(texts.length).toBeLessThanOrEqual(20 + during);
  // Also what was sent before is known as such, and the log goes on behind it.
  expect(valueOf(await send(again, "before 3"), "sent")).toMatchObject({ seq: 6, repeated: true });
  expect(valueOf(await send(again, "after"), "sent").seq).toBe(page!.head + 1);
  second.kill("SIGTERM");
  expect(await second.ended).toBe(0);
});

test("[O10.2] a backup that can't be is refused in a sentence, and leaves nothing behind", async () => {
  const data = join(folder.path, "small");
  const server = await spawnServer({ data });
  server.kill("SIGTERM");
  await server.ended;
  const taken = join(folder.path, "taken");
  writeFileSync(taken, "mine");
  const none = join(folder.path, "no folder", "file");
  const cases: [args: string[], stderr: string][] = [
    [[taken, "--data", data], `${taken} exists already: choose another name.\n`],
    [[none, "--data", data], `There is no folder ${join(folder.path, "no folder")}: make it first.\n`],
    [
      [`${taken}2`, "--data", folder.path],
      `There is no chat in ${folder.path}: name its folder with --data.\n`,
    ],
  ];
  for (const [args, stderr] of cases)
    expect(await runHubbub(["backup", ...args])).toEqual({ stdout: "", stderr, code: 1 });
  expect(await Bun.file(taken).text()).toBe("mine");

  // A damaged database is no good backup.
  for (const name of ["hubbub.sqlite", "accounts.sqlite"]) {
    const bytes = await Bun.file(join(data, name)).bytes();
    writeFileSync(join(data, name), bytes.slice().fill(0x55, 100));
    const damaged = await runHubbub(["backup", `${taken}3`, "--data", data]);
    expect(damaged.stderr).toMatch(new RegExp(`^\\S*${name}.*\\.\\n$`));
    expect([damaged.code, existsSync(`${taken}3`)]).toEqual([1, false]);
    writeFileSync(join(data, name), bytes);
  }
  expect(
    readdirSync(folder.path).filter((name) => name.includes(".part-") || name.includes("unfinished")),
  ).toEqual([]);
});

test("[O10.3] a restore never overwrites, and takes nothing but a backup", async () => {
  const data = join(folder.path, "full");
  const server = await spawnServer({ data });
  server.kill("SIGTERM");
  await server.ended;
  const file = join(folder.path, "good.sqlite");
  expect((await runHubbub(["backup", file, "--data", data])).code).toBe(0);
  const full = await runHubbub(["restore", file, "--data", data]);
  expect(full).toEqual({
    stdout: "",
    stderr: `${join(data, "hubbub.sqlite")} exists already: restore into another folder with --data.\n`,
    code: 1,
  });
  const empty = join(folder.path, "empty");
  const missing = await runHubbub(["restore", `${file}2`, "--data", empty]);
  expect(missing).toEqual({ stdout: "", stderr: `There is no file ${file}2.\n`, code: 1 });

  const rubbish = join(folder.path, "rubbish");
  writeFileSync(rubbish, "no database ".repeat(1000));
  const foreign = join(folder.path, "foreign.sqlite");
  {
    using database = new Database(foreign);
    database.run("CREATE TABLE recipes (text)");
  }
  const cut = join(folder.path, "cut.sqlite");
  const bytes = await Bun.file(file).bytes();
  writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length / 2)));
  const live = join(folder.path, "live.sqlite");
  writeFileSync(live, await Bun.file(join(data, "hubbub.sqlite")).bytes());
  mkdirSync(empty);
  for (const wrong of [rubbish, foreign, cut, live]) {
    const { stdout, stderr, code } = await runHubbub(["restore", wrong, "--data", empty]);
    expect(stderr).toMatch(
      new RegExp(`^${wrong} is no backup of Hubbub's, or it is damaged \\(.*\\): take another one\\.\\n$`),
    );
    expect({ stdout, code, left: readdirSync(empty) }).toEqual({ stdout: "", code: 1, left: [] });
  }
});
