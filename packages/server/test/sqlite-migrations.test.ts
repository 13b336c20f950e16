import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { join } from "node:path";

import { openSqliteStore } from "../src/store/sqlite/open-sqlite-store.ts";
import { migrate, MIGRATIONS, schemaVersion } from "../src/store/sqlite/schema.ts";
import { entry, log } from "./store-contract/samples.ts";
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
      expect(await store.connectUser({ id: 1, name: "ann" })).toEqual([1, 5]);
      expect(await store.channelByName("general")).toEqual({
        id: 1,
        name: "general",
        kind: 1,
        epoch: 123456789,
        head: 5,
      });
      expect(await store.members(1, 0, 10)).toEqual([
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
    migrate(db, ["CREATE TABLE a (x); INSERT INTO a VALUES (1)"]);
    migrate(db, ["not run again", "INSERT INTO a VALUES (2)", "UPDATE a SET x = x + 10 WHERE x = 2"]);
    expect(db.query("SELECT x FROM a ORDER BY x").values()).toEqual([[1], [12]]);
    expect(schemaVersion(db)).toBe(3);
  });

  test("[S7.3] a step that fails leaves the version and the tables before it", () => {
    using db = new Database(":memory:");
    const steps = ["CREATE TABLE a (x)", "CREATE TABLE b (x); CREATE TABLE a (x)"];
    expect(() => migrate(db, steps)).toThrow();
    expect(schemaVersion(db)).toBe(1);
    expect(tables(db)).toEqual(["a"]);
    expect(db.inTransaction).toBeFalse();
  });
});
