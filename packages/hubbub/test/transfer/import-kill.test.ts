import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "@hubbub/devkit";

import { isRunning, MAIN } from "../run-hubbub.ts";
import { writeSlackExport } from "./slack-export.ts";
import { exportOf } from "./transfer-setup.ts";

const SIZE = { users: 12, channels: 8, messages: 20_000, days: 20 };
const KILLS = 3;

interface Entry {
  ts: string;
  text: string;
  reactions?: object[];
}

const start = (source: string, data: string) =>
  Bun.spawn([process.execPath, MAIN, "import", "slack", source, "--data", data], {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });

/** Events that are committed; 0 before there is a database. */
function committed(data: string): number {
  try {
    using db = new Database(join(data, "hubbub.sqlite"), { readonly: true });
    return Number(db.query("SELECT coalesce(max(id), 0) FROM events").values()[0]?.[0]);
  } catch {
    return 0;
  }
}

test(`[I2.3] killed ${KILLS} times at any moment and run again, an import of ${SIZE.messages} messages has each once`, async () => {
  using folder = temporaryFolder();
  const [source, data] = [join(folder.path, "slack"), join(folder.path, "data")];
  writeSlackExport(source, SIZE);
  for (let kill = 0; kill < KILLS; kill++) {
    const child = start(source, data);
    // The first time while accounts are made, then further and further.
    while (isRunning(child.pid) && committed(data) < kill * 9000) await Bun.sleep(2);
    child.kill("SIGKILL");
    await child.exited;
  }
  const child = start(source, data);
  const told = await new Response(child.stdout).text();
  expect({ code: await child.exited, told }).toMatchObject({ code: 0 });
  expect(told).toContain(`of 20,000 messages.`);

  const chat = await exportOf(data, join(folder.path, "export"));
  expect(chat.users.map(({ name }) => name)).toEqual(
    Array.from({ length: SIZE.users }, (_, at) => `user${at}`),
  );
  expect(chat.channels.map(({ name }) => name)).toEqual(
    Array.from({ length: SIZE.channels }, (_, at) => `channel-${at}`),
  );
  for (const { name, messages, users } of chat.channels) {
    const entries = entriesOf(join(source, String(name)));
    expect(messages.map(({ at }) => at)).toEqual(entries.map(({ ts }) => Math.floor(Number(ts) * 1000)));
    expect(messages.map(({ reactions = [] }) => (reactions as object[]).length)).toEqual(
      entries.map(({ reactions = [] }) => (reactions.length > 0 ? 2 : 0)),
    );
    const last = messages.at(-1)!["id"];
    expect(users.map(({ read }) => read)).toEqual(Array.from({ length: SIZE.users }, () => last));
  }
}, 60_000);

function entriesOf(folder: string): Entry[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((day) => JSON.parse(readFileSync(join(folder, day), "utf8")) as Entry[]);
}
