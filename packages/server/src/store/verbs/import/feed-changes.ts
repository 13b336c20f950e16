import { first, run, type Steps } from "../../sql/steps.ts";
import type { FeedKind } from "../feed/items.ts";

/**
 * Changes of users' own things, written together: as `changed` does, but nothing is told, since an import runs while no
 * server does and nobody is connected.
 */
export class FeedChanges {
  readonly #changes = new Map<number, { kind: FeedKind; key: string }[]>();

  add(user: number, kind: FeedKind, key: string): void {
    const known = this.#changes.get(user);
    if (known) known.push({ kind, key });
    else this.#changes.set(user, [{ kind, key }]);
  }

  *write(): Steps<void> {
    for (const [user, changes] of this.#changes) {
      const row = yield* first<{ version: number }>(
        "UPDATE users SET version = version + ?2 WHERE id = ?1 RETURNING version",
        user,
        changes.length,
      );
      if (row === undefined) throw new Error(`user ${user} has no feed`);
      let version = row.version - changes.length;
      for (const { kind, key } of changes) {
        yield* run(
          `INSERT INTO user_changes (user, kind, key, version) VALUES (?1, ?2, ?3, ?4)
           ON CONFLICT (user, kind, key) DO UPDATE SET version = excluded.version`,
          user,
          kind,
          key,
          ++version,
        );
      }
    }
  }
}
