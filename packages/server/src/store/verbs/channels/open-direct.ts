import { type Channel, ChannelKind, type Init, Role } from "@hubbub/protocol";

import { channelOf } from "../../rows.ts";
import { channelById, channelsWhere, membership } from "../../sql/channel-rows.ts";
import { first, type Steps } from "../../sql/steps.ts";
import { usersSeenBy } from "../users/users-seen-by.ts";
import { addMember, logEvent } from "./membership.ts";
import { noUser } from "./ranks.ts";

export interface DirectChannel {
  user: number;
  /** Whether the user sees only those with whom they share a channel. */
  guest: boolean;
  /** Ascending, each once, the user among them: 2 to 8. */
  users: readonly number[];
  /** 1 to 2^32 - 1, by chance. */
  epoch: number;
  at: number;
}

/** The direct channel of these users; made if there is none. Refuses users that the user can't see. */
export function* openDirect({ user, guest, users, epoch, at }: DirectChannel): Steps<Init<Channel>> {
  const key = users.join(",");
  const [known] = yield* channelsWhere("WHERE direct_key = ?1", key);
  if (known) return channelOf(known, yield* membership(known.id, user));
  const seen = yield* usersSeenBy({ user, guest, ids: users });
  const unseen = users.find((id) => !seen.some((row) => row.id === id));
  if (unseen !== undefined) throw noUser(unseen);
  const made = yield* first<{ id: number }>(
    `INSERT INTO channels (kind, epoch, direct_key) VALUES (${ChannelKind.DIRECT}, ?1, ?2) RETURNING id`,
    epoch,
    key,
  );
  if (!made) throw new Error("a direct channel could not be made");
  yield* logEvent(made.id, user, at, { case: "created", value: { name: "" } });
  for (const id of users) {
    yield* addMember({ channel: made.id, user: id, role: Role.MEMBER, by: user, at });
  }
  const row = yield* channelById(made.id);
  if (!row) throw new Error("a channel is gone that was just made");
  return channelOf(row, yield* membership(row.id, user));
}
