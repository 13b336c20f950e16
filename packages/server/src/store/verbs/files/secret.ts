import { first, run, type Steps } from "../../sql/steps.ts";

/** A key that the server has made for itself, by name; `fresh` becomes it if there is none. */
export function* secret({ name, fresh }: { name: string; fresh: string }): Steps<string> {
  yield* run("INSERT INTO secrets (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING", name, fresh);
  const row = yield* first<{ value: string }>("SELECT value FROM secrets WHERE name = ?1", name);
  if (row === undefined) throw new Error(`the secret ${name} is gone that was just made`);
  return row.value;
}
