import { encodeEntry, type Event, type Init, Role } from "@hubbub/protocol";

import { changes, EventKind, type Steps } from "../../sql/steps.ts";
import { changed } from "../feed/changed.ts";

/** Adds an event that is no message; its seq. */
export function* logEvent(
  channel: number,
  user: number,
  at: number,
  body: Init<Event>["body"],
): Steps<number> {
  const entry = encodeEntry({ at, user, body });
  const seq = yield { do: "append", event: { channel, user, entry, kind: EventKind.OTHER, thread: 0 } };
  if (typeof seq !== "number") throw new Error(`channel ${channel} has no log`);
  return seq;
}

export interface NewMember {
  channel: number;
  user: number;
  role: Role;
  /** Who adds them; the same user if they join. */
  by: number;
  at: number;
}

/** Adds a member, with the event that tells it; its seq, or undefined if they are one already. The channel has to exist. */
export function* addMember({ channel, user, role, by, at }: NewMember): Steps<number | undefined> {
  const isNew = yield* changes(
    `INSERT INTO members (channel, user, role) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING RETURNING user`,
    channel,
    user,
    role,
  );
  if (!isNew) return undefined;
  yield { do: "unbar", channel, user };
  const name = yield* nameOf(user);
  const value = { name, user: by === user ? 0 : user, role };
  const seq = yield* logEvent(channel, by, at, { case: "joined", value });
  // What was said before is not unread for who comes new.
  yield* changes(
    "UPDATE members SET read = ?3 WHERE channel = ?1 AND user = ?2 RETURNING user",
    channel,
    user,
    seq,
  );
  yield* changed(user, "channel", channel);
  return seq;
}

/** Ends a membership, with the event that tells it; its seq, or undefined if the user is no member. */
export function* removeMember(
  { channel, user, by, at }: Omit<NewMember, "role">,
  banned = false,
): Steps<number | undefined> {
  const was = yield* changes(
    "DELETE FROM members WHERE channel = ?1 AND user = ?2 RETURNING user",
    channel,
    user,
  );
  if (!was) return undefined;
  yield { do: "bar", channel, user };
  const value = { user: by === user ? 0 : user, banned };
  const seq = yield* logEvent(channel, by, at, { case: "left", value });
  yield* changed(user, "channel", channel);
  return seq;
}

function* nameOf(user: number): Steps<string> {
  const rows = yield { do: "query", sql: "SELECT name FROM users WHERE id = ?1", params: [user] };
  const [row] = rows as { name: string }[];
  if (row === undefined) throw new Error(`there is no user ${user}`);
  return row.name;
}
