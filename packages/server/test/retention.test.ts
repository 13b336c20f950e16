import { expect, test } from "bun:test";
import { join } from "node:path";

import { type Crowd, startCrowd } from "@hubbub/devkit";
import { encodeEntry } from "@hubbub/protocol";

import { STORE_FILE } from "../src/config.ts";
import { openSqliteStore } from "../src/store/sqlite/open-sqlite-store.ts";
import { valueOf } from "./clients.ts";
import { connectPerson, type Person } from "./people.ts";
import { addChannel, addUsers } from "./store-contract/samples.ts";
import { tempFolder } from "./temp-folder.ts";

const DAY = 86_400_000;

/** Data in which each channel has messages of these ages, in days. */
async function writeOld(folder: string, channels: Record<string, number[]>): Promise<Record<string, number>> {
  const store = await openSqliteStore({ path: join(folder, STORE_FILE) });
  await addUsers(store, 2);
  const ids: Record<string, number> = {};
  for (const [name, ages] of Object.entries(channels)) {
    ids[name] = await addChannel(store, name);
    const entries = ages.map((age, i) => {
      const at = Date.now() - age * DAY;
      const value = { text: `secret of ${name} ${age}` };
      const entry = encodeEntry({ at, user: 1, body: { case: "message", value } });
      return { channel: ids[name]!, user: 1, clientId: `${name}-${i}`, at, entry };
    });
    await store.append(entries);
  }
  await store.close();
  return ids;
}

async function logOf(person: Person, channel: number) {
  const { events } = valueOf(await person.ask({ case: "history", value: { channel, limit: 500 } }), "events");
  return events.map(({ body }) => {
    if (body.case === "message") return body.value.deleted ? "gone" : body.value.text;
    return body.case === "historyRemoved" ? `removed before ${body.value.before}` : body.case;
  });
}

const untilRemoved = (person: Person, channel: number) =>
  person.until(({ events }) =>
    events.some((event) => event.channel === channel && event.body.case === "historyRemoved"),
  );

async function withCrowd(data: string, rules: (crowd: Crowd) => Promise<void>): Promise<void> {
  const crowd = await startCrowd({ data, gateway: { retentionSweepMs: 200 } });
  try {
    await rules(crowd);
  } finally {
    await crowd.close();
  }
}

test("[X7.1] messages older than their channel keeps them are removed as deleting does, and who follows is told", async () => {
  using folder = tempFolder();
  const ids = await writeOld(folder.path, { short: [9, 8, 2, 1], long: [9, 1], ever: [400] });
  await withCrowd(folder.path, async (crowd) => {
    const ann = await connectPerson(crowd, 1);
    for (const id of Object.values(ids)) await ann.subscribe(id);
    for (const [name, value] of [
      ["long", 30],
      ["short", 7],
    ] as const) {
      await ann.logged({
        case: "updateChannel",
        value: { channel: ids[name]!, change: { case: "retentionDays", value } },
      });
    }
    await untilRemoved(ann, ids["short"]!);
    expect(await logOf(ann, ids["short"]!)).toEqual([
      "created",
      "joined",
      "gone",
      "gone",
      "secret of short 2",
      "secret of short 1",
      "changed",
      "removed before 5",
    ]);
    expect(await logOf(ann, ids["long"]!)).toContain("secret of long 9");
    expect(await logOf(ann, ids["ever"]!)).toContain("secret of ever 400");
  });
  const bytes = Buffer.from(await Bun.file(join(folder.path, STORE_FILE)).arrayBuffer());
  expect(bytes.includes("secret of short 2")).toBeTrue();
  expect(bytes.includes("secret of short 9")).toBeFalse();
});

test("[X7.2] channels without a retention of their own follow the server's; many messages go in small steps", async () => {
  using folder = tempFolder();
  const ages = Array.from({ length: 250 }, () => 40);
  const ids = await writeOld(folder.path, { many: [...ages, 3], own: [40] });
  await withCrowd(folder.path, async (crowd) => {
    const ann = await connectPerson(crowd, 1, { admin: true });
    const channel = ids["own"]!;
    await ann.logged({
      case: "updateChannel",
      value: { channel, change: { case: "retentionDays", value: 365 } },
    });
    await ann.subscribe(ids["many"]!);
    const settings = {
      ...valueOf(await ann.ask({ case: "getSettings", value: {} }), "settings"),
      retentionDays: 30,
    };
    valueOf(await ann.ask({ case: "setSettings", value: { settings } }), "settings");
    await ann.until(({ events }) =>
      events.some(({ body }) => body.case === "historyRemoved" && body.value.before === 253),
    );
    const log = await logOf(ann, ids["many"]!);
    expect(log.filter((line) => line === "gone")).toHaveLength(250);
    expect(log.slice(-4)).toEqual([
      "secret of many 3",
      "removed before 103",
      "removed before 203",
      "removed before 253",
    ]);
    expect(await logOf(ann, channel)).toContain("secret of own 40");
  });
});
