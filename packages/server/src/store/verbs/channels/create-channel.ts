import { type Channel, type Init, Role } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { channelOf } from "../../rows.ts";
import { channelById, membership } from "../../sql/channel-rows.ts";
import { all, first, list, listed, type Steps } from "../../sql/steps.ts";
import { addMember, logEvent } from "./membership.ts";

export interface NewChannel {
  name: string;
  /** A ChannelKind: public or private. */
  kind: number;
  topic: string;
  description: string;
  /** The creator, who becomes the owner. */
  user: number;
  /** Users who are added at once; unknown ones are left out. */
  members: readonly number[];
  /** 1 to 2^32 - 1, by chance. */
  epoch: number;
  at: number;
}

/** Creates a channel; its log begins with that, and with its members' joining. Refuses a name that is taken. */
export function* createChannel(channel: NewChannel): Steps<Init<Channel>> {
  const { name, kind, topic, description, user, members, epoch, at } = channel;
  const row = yield* first<{ id: number }>(
    `INSERT INTO channels (name, kind, epoch, topic, description) VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT (name) DO NOTHING RETURNING id`,
    name,
    kind,
    epoch,
    topic,
    description,
  );
  if (row === undefined) {
    const message = `There is a channel "${name}" already. Join it, or choose another name.`;
    throw new Refusal("name_taken", message, { field: "createChannel.name" });
  }
  const { id } = row;
  yield* logEvent(id, user, at, { case: "created", value: { name } });
  yield* addMember({ channel: id, user, role: Role.OWNER, by: user, at });
  const others = yield* all<{ id: number; guest: number }>(
    `SELECT id, guest FROM users WHERE id IN ${listed(1)} AND id <> ?2 ORDER BY id`,
    list(members),
    user,
  );
  for (const other of others) {
    const role = other.guest ? Role.GUEST : Role.MEMBER;
    yield* addMember({ channel: id, user: other.id, role, by: user, at });
  }
  const made = yield* channelById(id);
  if (made === undefined) throw new Error("a channel is gone that was just made");
  return channelOf(made, yield* membership(id, user));
}
