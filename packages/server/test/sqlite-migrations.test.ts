import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { join } from "node:path";

import { encodeEntry, type Event, type Init, nameKey, Role } from "@hubbub/protocol";

import { EventKind } from "../src/store/sql/steps.ts";
import { openSqliteStore } from "../src/store/sqlite/open-sqlite-store.ts";
import { migrate, MIGRATIONS, schemaVersion } from "../src/store/sqlite/schema.ts";
import { entry, joining, log } from "./store-contract/samples.ts";
import { tempFolder } from "./temp-folder.ts";

/** Every version that was ever released has its file in schemas/. */
const VERSIONS = Array.from({ length: MIGRATIONS.length }, (_, i) => i + 1);

const tables = (db: Database) =>
  db.query("SELECT name FROM sqlite_schema WHERE type = 'table'").values().flat();

/** The schema without its spelling: columns and keys of all tables, and all indexes. */
const shape = (db: Database) =>
  db
    .query(
      `SELECT t.name, t.type, t.wr, t.strict, c.name, c.type, c."notnull", c.pk FROM pragma_table_list AS t
       JOIN pragma_table_info(t.name) AS c WHERE t.schema = 'main' ORDER BY t.name, c.cid`,
    )
    .values();

const said = (text: string) => ({ case: "message", value: { text } }) as const;

/** Adds what a server of version 1 has written of a channel that user 2 made, user 3 joined, and user 1 left. */
function addRealEvents(db: Database): void {
  const events: [user: number, body: Init<Event>["body"]][] = [
    [2, { case: "created", value: { name: "Émile's" } }],
    [2, { case: "joined", value: { name: "bob" } }],
    [2, said("one")],
    [3, { case: "joined", value: { name: "ÉMILE" } }],
    [3, said("two")],
    [1, { case: "left", value: {} }],
    [2, said("three")],
  ];
  db.run("INSERT INTO users VALUES (3, 'ÉMILE')");
  db.run("INSERT INTO channels VALUES (7, 'Émile''s', 2, 77)");
  db.run("INSERT INTO members VALUES (7, 2), (7, 3)");
  const insert = db.prepare<unknown, [number, number, Uint8Array]>("INSERT INTO events VALUES (7, ?, ?, ?)");
  for (const [i, [user, body]] of events.entries()) {
    insert.run(i + 1, user, encodeEntry({ at: 1700000000000 + i, user, body }));
  }
  insert.finalize();
}

describe("migrations", () => {
  test.each(VERSIONS)(
    "[S7.1] a database of schema version %d opens with all that was in it",
    async (version) => {
      using folder = tempFolder();
      const path = join(folder.path, "hubbub.db");
      const old = new Database(path);
      old.run(await Bun.file(join(import.meta.dir, "schemas", `${version}.sql`)).text());
      old.close();
      const store = await openSqliteStore({ path });
      const { memberships } = await store.read("arrival", { user: 1 });
      expect(memberships.map(({ channel }) => channel)).toEqual([1, 5]);
      expect(await store.read("channelByName", { name: "general" })).toMatchObject({
        id: 1,
        name: "general",
        kind: 1,
        epoch: 123456789,
        head: 5,
      });
      const { users } = await store.read("members", { channel: 1, after: 0, limit: 10 });
      expect(users).toMatchObject([
        { id: 1, name: "ann" },
        { id: 2, name: "bob" },
      ]);
      expect(await log(store, 1)).toEqual(["created", "joined", "joined", "hello", "hi"]);
      const repeated = await store.append([
        entry("01890a5d-ac96-774b-bcce-b302099a8057"),
        entry("first", { user: 2 }),
      ]);
      expect(repeated).toEqual([
        { outcome: "repeated", seq: 4, at: 1700000000000 },
        { outcome: "repeated", seq: 5, at: 1700000000001 },
      ]);
      await store.close();
      using now = new Database(path);
      using fresh = new Database(":memory:");
      migrate(fresh, MIGRATIONS);
      expect(schemaVersion(now)).toBe(MIGRATIONS.length);
      expect(shape(now)).toEqual(shape(fresh));
    },
  );

  test("[S7.2] only the steps after the file's version are run, each once and in order", () => {
    using db = new Database(":memory:");
    migrate(db, [["CREATE TABLE a (x); INSERT INTO a VALUES (1)"]]);
    const addOne = (to: Database) => void to.run(`INSERT INTO ${tables(db)[0]} VALUES (2)`);
    migrate(db, [["not run again"], [addOne, "UPDATE a SET x = x + 10 WHERE x = 2"], []]);
    expect(db.query("SELECT x FROM a ORDER BY x").values()).toEqual([[1], [12]]);
    expect(schemaVersion(db)).toBe(3);
  });

  test("[S7.4] version 2 finds out what version 1 didn't write down: kinds of events, owners, cursors, names for look-up, and the users' feeds", async () => {
    using folder = tempFolder();
    const path = join(folder.path, "hubbub.db");
    const old = new Database(path);
    old.run(await Bun.file(join(import.meta.dir, "schemas", "1.sql")).text());
    addRealEvents(old);
    old.close();
    const store = await openSqliteStore({ path });
    expect(await log(store, 7)).toEqual(["created", "joined", "one", "joined", "two", "left", "three"]);
    const after = { role: Role.MEMBER, read: 7, level: 0, favourite: false, mutedUntil: 0 };
    expect(await store.read("arrival", { user: 3 })).toEqual({
      memberships: [{ ...after, channel: 7 }],
      version: 1,
      presence: 0,
    });
    expect(await store.read("arrival", { user: 2 })).toEqual({
      memberships: [
        { ...after, channel: 1, read: 5 },
        { ...after, channel: 7, role: Role.OWNER },
      ],
      presence: 0,
      version: 2,
    });
    expect(await store.read("syncUser", { user: 2, after: 1, limit: 10 })).toMatchObject({
      events: [{ version: 2, body: { case: "channel", value: { id: 7, name: "Émile's", head: 7 } } }],
      more: false,
      version: 2,
    });
    expect(await store.write("joinChannel", joining(7, 1))).toMatchObject({
      events: [{ channel: 7, seq: 8 }],
      told: [{ user: 1, version: 3 }],
    });
    await store.close();
    using db = new Database(path);
    const kinds = "SELECT kind FROM events WHERE channel = 7 ORDER BY seq";
    const [other, message] = [EventKind.OTHER, EventKind.MESSAGE];
    expect(db.query(kinds).values().flat()).toEqual([
      other,
      other,
      message,
      other,
      message,
      other,
      message,
      other,
    ]);
    expect(db.query("SELECT DISTINCT thread FROM events").values()).toEqual([[null]]);
    expect(db.query("SELECT name, name_key FROM users ORDER BY id").values()).toEqual([
      ["ann", nameKey("ann")],
      ["bob", nameKey("bob")],
      ["ÉMILE", nameKey("émile")],
    ]);
  });

  test("[S7.3] a step that fails leaves the version and the tables before it", () => {
    using db = new Database(":memory:");
    const steps = [["CREATE TABLE a (x)"], ["CREATE TABLE b (x)", "CREATE TABLE a (x)"]];
    expect(() => migrate(db, steps)).toThrow();
    expect(schemaVersion(db)).toBe(1);
    expect(tables(db)).toEqual(["a"]);
    expect(db.inTransaction).toBeFalse();
  });
});
