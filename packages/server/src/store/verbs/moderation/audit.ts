import { run, type Steps } from "../../sql/steps.ts";

/** An administrative act. */
export interface Act {
  at: number;
  /** Who did it; 0: the server's own command line. */
  by: number;
  /** What it was done to, a dot, and what was done: "member.ban". */
  action: `${string}.${string}`;
  /** 0: it is about the whole server. */
  channel: number;
  /** Id of the user, message or other thing that it was done to; 0: none. */
  target: number;
  /** More about it, kept as JSON. */
  detail?: Record<string, string | number | boolean>;
}

/** Writes an act down, in the transaction that does it. */
export function* audit({ at, by, action, channel, target, detail = {} }: Act): Steps<void> {
  yield* run(
    "INSERT INTO audit (at, actor, action, channel, target, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    at,
    by,
    action,
    channel,
    target,
    JSON.stringify(detail),
  );
}
