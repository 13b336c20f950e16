import { ChannelKind, channelNameFault, LIMITS } from "@hubbub/protocol";

import type { ChannelRecord } from "../records.ts";
import type { ImportContext } from "./import-message.ts";

const EPOCHS = 2 ** 32 - 1;
/** People of a direct channel. */
const DIRECT_MIN = 2;
const DIRECT_MAX = 8;

/** Makes the channel of a record, or finds it; its id. */
export async function beginChannel(record: ChannelRecord, context: ImportContext): Promise<number> {
  const { target, source, users, tally } = context;
  const people = directPeople(record, context);
  const creator = users.get(record.creator) ?? users.get(record.members[0] ?? "") ?? (await users.nobody());
  const place = await target.channel({
    source,
    key: record.id,
    name: channelName(record.name, record.id),
    kind: people ? ChannelKind.DIRECT : record.type === "public" ? ChannelKind.PUBLIC : ChannelKind.PRIVATE,
    topic: record.topic.slice(0, LIMITS.topicLength),
    description: record.description.slice(0, LIMITS.descriptionLength),
    archived: record.archived,
    slowModeS: record.slowModeS,
    retentionDays: record.retentionDays,
    postRole: record.postRole,
    members: people ?? [],
    user: creator.id,
    epoch: 1 + Math.floor(Math.random() * EPOCHS),
    at: record.at,
  });
  tally.channels++;
  if (place.isNew) tally.newChannels++;
  if (!people && place.name !== record.name) tally.renamedChannels.push({ was: record.name, is: place.name });
  return place.id;
}

/** Ids of a direct channel's members; undefined for what becomes a channel with a name. */
function directPeople(record: ChannelRecord, { users, findings }: ImportContext): number[] | undefined {
  if (record.type !== "direct") return undefined;
  const people = new Set(record.members.flatMap((member) => users.get(member)?.id ?? []));
  if (people.size >= DIRECT_MIN && people.size <= DIRECT_MAX) return [...people].toSorted((a, b) => a - b);
  findings.skip(
    `direct channels of fewer than ${DIRECT_MIN} or more than ${DIRECT_MAX} people: they became private channels`,
  );
  return undefined;
}

/** The wish without what no name may have. */
function channelName(wish: string, id: string): string {
  for (const name of [wish, id]) {
    const visible = name
      .normalize("NFC")
      .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
      .trim();
    const short = [...visible].slice(0, LIMITS.channelNameLength).join("").trim();
    if (channelNameFault(short) === undefined) return short;
  }
  return "channel";
}
