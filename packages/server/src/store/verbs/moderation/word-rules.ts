import { LIMITS, type WordAction } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { all, changes, first, type Steps } from "../../sql/steps.ts";
import { checkStillIn } from "../channels/still-in.ts";
import { audit } from "./audit.ts";

export interface WordRuleRow {
  id: number;
  /** 0: of all channels. */
  channel: number;
  pattern: string;
  action: WordAction;
}

export interface NewWordRule extends Omit<WordRuleRow, "id"> {
  by: number;
  at: number;
}

/** Adds a rule, or changes what is done about its pattern. Refuses past the most that a channel has. */
export function* addWordRule({ channel, pattern, action, by, at }: NewWordRule): Steps<WordRuleRow> {
  if (channel !== 0) yield* checkStillIn({ channel, by });
  const known = yield* first<{ id: number }>(
    "UPDATE word_rules SET action = ?3 WHERE channel = ?1 AND pattern = ?2 RETURNING id",
    channel,
    pattern,
    action,
  );
  const id = known?.id ?? (yield* insert(channel, pattern, action));
  yield { do: "server-changed", news: "wordRules" };
  yield* audit({ at, by, action: "word_rule.add", channel, target: id, detail: { pattern, action } });
  return { id, channel, pattern, action };
}

function* insert(channel: number, pattern: string, action: WordAction): Steps<number> {
  const row = yield* first<{ count: number }>(
    "SELECT count(*) AS count FROM word_rules WHERE channel = ?1",
    channel,
  );
  if ((row?.count ?? 0) >= LIMITS.wordRules) {
    const message = `There are ${LIMITS.wordRules} word rules at most: remove one first.`;
    throw new Refusal("too_large", message, { limit: LIMITS.wordRules });
  }
  const made = yield* first<{ id: number }>(
    "INSERT INTO word_rules (channel, pattern, action) VALUES (?1, ?2, ?3) RETURNING id",
    channel,
    pattern,
    action,
  );
  if (!made) throw new Error("a word rule could not be made");
  return made.id;
}

/** Ends a rule; nothing changes if there is none. */
export function* removeWordRule(args: { id: number; by: number; at: number }): Steps<void> {
  const { id, by, at } = args;
  const rule = yield* wordRule({ id });
  if (!rule) return;
  yield* changes("DELETE FROM word_rules WHERE id = ?1 RETURNING id", id);
  yield { do: "server-changed", news: "wordRules" };
  const { channel, pattern } = rule;
  yield* audit({ at, by, action: "word_rule.remove", channel, target: id, detail: { pattern } });
}

const COLUMNS = "id, channel, pattern, action";

export function* wordRule({ id }: { id: number }): Steps<WordRuleRow | undefined> {
  return yield* first<WordRuleRow>(`SELECT ${COLUMNS} FROM word_rules WHERE id = ?1`, id);
}

/** The rules of a channel (0: those of all channels), the oldest first. */
export function* listWordRules({ channel }: { channel: number }): Steps<WordRuleRow[]> {
  return yield* all<WordRuleRow>(`SELECT ${COLUMNS} FROM word_rules WHERE channel = ?1 ORDER BY id`, channel);
}

/** All rules there are. */
export function* allWordRules(): Steps<WordRuleRow[]> {
  return yield* all<WordRuleRow>(`SELECT ${COLUMNS} FROM word_rules ORDER BY id`);
}
