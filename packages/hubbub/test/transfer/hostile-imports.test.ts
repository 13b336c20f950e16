import { afterAll, expect, test } from "bun:test";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { temporaryFolder } from "@hubbub/devkit";

import { TransferRefused } from "../../src/transfer/transfer-refused.ts";
import { makeZip, type ZipEntry } from "./make-zip.ts";
import { contentOf, exportOf, FIXTURES, type Imported, importInto } from "./transfer-setup.ts";

const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

const USERS = JSON.stringify([{ id: "U0000ANN", name: "ann" }]);
const CHANNELS = JSON.stringify([{ id: "C0000001", name: "general", created: 1, members: ["U0000ANN"] }]);
const message = (text: string, more: object = {}) =>
  JSON.stringify({ type: "message", ts: "1700000000.000100", user: "U0000ANN", text, ...more });

let made = 0;

async function zipOf(entries: readonly ZipEntry[]): Promise<string> {
  const path = join(folder.path, `${++made}.zip`);
  await writeFile(path, makeZip(entries));
  return path;
}

async function folderOf(files: Record<string, string | Uint8Array>): Promise<string> {
  const path = join(folder.path, `folder-${++made}`);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
  }
  return path;
}

const read = (path: string, kind = "slack"): Promise<Imported> =>
  importInto(join(folder.path, "nowhere"), kind, path, { dryRun: true });

async function refusal(path: string, kind = "slack"): Promise<string> {
  const refused = await read(path, kind).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(TransferRefused);
  return (refused as Error).message;
}

const slackOf = (day: string | Uint8Array) =>
  folderOf({ "users.json": USERS, "channels.json": CHANNELS, "general/2023-11-14.json": day });

test("[I4.1] a packed export is read as a folder is, also if its folder was packed with it", async () => {
  const files = await contentOf(join(FIXTURES, "slack"));
  const entries = [...files].map(([name, content]) => ({
    name: `export/${name}`,
    content: Buffer.from(content, "latin1"),
  }));
  const { tally, findings } = await read(await zipOf(entries));
  expect({ ...tally, faults: findings.faults }).toMatchObject({
    users: 5,
    channels: 5,
    messages: 15,
    faults: 0,
  });
});

test("[I4.2] an archive whose files lead out of it is refused", async () => {
  const path = await zipOf([{ name: "../../users.json", content: USERS }]);
  expect(await refusal(path)).toContain(
    "no zip archive that can be read (invalid relative path: ../../users.json)",
  );
});

test("[I4.3] an archive that unpacks to hundreds of times its size is refused before anything is read", async () => {
  const path = await zipOf([{ name: "users.json", content: "[]", claimed: 2 ** 31 }]);
  expect(await refusal(path)).toMatch(/unpacks to 2147483648 bytes, \d+ times its size/);
});

test("[I4.4] a file that unpacks to more than its archive says is told, and left out", async () => {
  const path = await zipOf([
    { name: "users.json", content: USERS },
    { name: "channels.json", content: CHANNELS },
    { name: "general/2023-11-14.json", content: `[${message("a".repeat(2 ** 20))}]`, claimed: 100 },
  ]);
  const { told, tally } = await read(path);
  expect(told).toContain("general/2023-11-14.json: can't be read (too many bytes in the stream");
  expect(tally).toMatchObject({ channels: 1, messages: 0 });
});

test("[I4.5] what is no export, encrypted or not there is refused with a sentence", async () => {
  expect(await refusal(join(folder.path, "missing"))).toContain("There is no ");
  expect(await refusal(await zipOf([{ name: "a.txt", content: "" }]))).toContain("There is no users.json");
  expect(await refusal(await zipOf([{ name: "users.json", content: USERS, encrypted: true }]))).toContain(
    "is encrypted",
  );
  expect(await refusal(await folderOf({ "a.jsonl": "{}" }), "mattermost")).toContain(
    "does not begin with the line",
  );
  expect(
    await refusal(await folderOf({ "export.json": `{"format":"hubbub","version":2}` }), "hubbub"),
  ).toContain("The export is of version 2");
});

test("[I4.6] a damaged message is told with file and line; those around it are read", async () => {
  const day = `[\n${message("one")},\n  {"type": "message", oops},\n${message("two")},\n 7,\n{"type":"message"}\n]`;
  const { told, tally } = await read(await slackOf(day));
  expect(told.split("\n")).toEqual([
    expect.stringContaining("general/2023-11-14.json, line 3: is no JSON ("),
    "general/2023-11-14.json, line 5: is no JSON object",
    'general/2023-11-14.json, line 6: has no time ("ts": null)',
    "",
  ]);
  expect(tally.messages).toBe(2);
});

test("[I4.7] in a good file of wrong values each is told with its line", async () => {
  const day = `[\n${message("one")},\n["no", "object"],\n{"type":"message","ts":12}\n]`;
  const { told, tally } = await read(await slackOf(day));
  expect(told).toContain("line 3: is no JSON object");
  expect(told).toContain('line 4: has no time ("ts": 12)');
  expect(tally.messages).toBe(1);
});

test("[I4.8] values of wrong types, deep ones and texts that are none are left out, and told", async () => {
  const deep = `{"type":"message","ts":"1.1","blocks":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  const wrong = message("fine", {
    reactions: 3,
    files: [null, "x"],
    edited: "no",
    thread_ts: {},
    attachments: { a: 1 },
  });
  const { told, tally } = await read(await slackOf(`[${deep},\n${wrong}]`));
  expect(told).toContain("line 1: is nested too deep");
  expect(tally.messages).toBe(1);
  const binary = await read(await slackOf(Uint8Array.from([0x5b, 0xff, 0xfe, 0x5d])));
  expect(binary.told).toContain("is no text in UTF-8");
  const noList = await read(await folderOf({ "users.json": `{"U1":{}}`, "channels.json": `"none"` }));
  expect(noList.told).toContain("users.json, line 1: is no JSON array");
});

test("[I4.9] paths in an export name only what is in it", async () => {
  const secret = join(folder.path, "secret.txt");
  await writeFile(secret, "not yours");
  const lines = [
    { type: "version", version: 1 },
    { type: "channel", channel: { team: "t", name: "c", type: "O" } },
    {
      type: "post",
      post: {
        team: "t",
        channel: "c",
        user: "x",
        message: "m",
        create_at: 1,
        attachments: [{ path: "../secret.txt" }, { path: secret }],
      },
    },
    { type: "emoji", emoji: { name: "evil", image: "../secret.txt" } },
  ];
  const { told, tally } = await read(
    await folderOf({ "import.jsonl": lines.map((line) => JSON.stringify(line)).join("\n") }),
    "mattermost",
  );
  expect(told).toContain("../secret.txt: is not in the export");
  expect(tally).toMatchObject({ messages: 1, files: 0, emoji: 0 });
  const linked = await slackOf(`[${message("x", { files: [{ id: "F00000001", name: "f" }] })}]`);
  const attachments = await folderOf({ "readme.txt": "" });
  await symlink(secret, join(attachments, "F00000001-secret.txt"));
  const done = await importInto(join(folder.path, "nowhere"), "slack", linked, {
    dryRun: true,
    files: attachments,
  });
  expect(done.tally).toMatchObject({ messages: 1, files: 0 });
});

test("[I4.10] with --strict nothing is imported of a damaged export", async () => {
  const data = join(folder.path, "strict");
  const path = await slackOf(`[${message("one")}, oops]`);
  const refused = await importInto(data, "slack", path, { strict: true }).catch((error: unknown) => error);
  expect(String(refused)).toContain("is damaged in 1 places; nothing was imported");
  expect(await Bun.file(join(data, "hubbub.sqlite")).exists()).toBe(false);
});

test("[I4.11] texts and files too many for one message become several, names that can't be are made so", async () => {
  const long = Array.from({ length: 9000 }, (_, at) => `word${at}`).join(" ");
  const data = join(folder.path, "long");
  const lists = JSON.stringify([
    { id: "C0000001", name: `general\u0000${"x".repeat(100)}`, created: 1, members: ["U0000ANN"] },
    { id: "C0000002", name: "\u200b", created: 1, members: [] },
    { id: "D0000001", name: "alone", created: 1, members: ["U0000ANN"] },
  ]);
  const path = await folderOf({
    "users.json": USERS,
    "channels.json": lists,
    "C0000001/2023-11-14.json": `[${message(long)}]`,
  });
  await importInto(data, "slack", path);
  const { channels } = await exportOf(data, join(folder.path, "long-export"));
  const texts = channels[0]!.messages.map(({ text }) => String(text));
  expect(texts.length).toBeGreaterThan(3);
  expect(texts.every((text) => Buffer.byteLength(text) <= 16_384)).toBe(true);
  expect(texts.join(" ")).toBe(long);
  expect(channels.map(({ name }) => name)).toEqual([`general${"x".repeat(73)}`, "C0000002", "alone"]);
});

test("[I4.12] whatever bytes an export has, reading it ends well or with a sentence (seeds 1 to 40)", async () => {
  for (const kind of ["slack", "mattermost"]) {
    const files = await contentOf(join(FIXTURES, kind));
    for (let seed = 1; seed <= 20; seed++) {
      const path = join(folder.path, `mutated-${kind}-${seed}`);
      await cp(join(FIXTURES, kind), path, { recursive: true });
      let state = seed;
      const random = (below: number): number => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return (state >>> 8) % below;
      };
      for (const [name, content] of files) {
        const bytes = Buffer.from(content, "latin1");
        for (let change = 0; change < 3; change++) bytes[random(bytes.length)] = random(256);
        await writeFile(join(path, name), random(5) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes);
      }
      const done = await read(path, kind).catch((error: unknown) => error);
      if (done instanceof Error)
        expect(`${kind} ${seed} ${done.name}`).toBe(`${kind} ${seed} TransferRefused`);
    }
  }
}, 20_000);
