import { decodeEntry } from "@hubbub/protocol";
import type { ReadVerbs, Snapshot, VerbResult } from "@hubbub/server";

import type { ExportedFiles } from "./exported-files.ts";
import { CHANNEL_TYPES, FOLLOWING, LEVELS, nameIn, ROLES } from "./names.ts";

const PAGE = 500;

export type ChannelRow = VerbResult<ReadVerbs["exportChannels"]>[number];
type ExportedMessage = VerbResult<ReadVerbs["exportMessages"]>[number];

export function* channelRows(snapshot: Snapshot): Generator<ChannelRow> {
  for (let after = 0; ;) {
    const page = snapshot.read("exportChannels", { after, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

export function channelLine(channel: ChannelRow): object {
  const { id, name, topic, description, archived, slowModeS, retentionDays, users: members } = channel;
  const first = channel.firstEntry && decodeEntry(id, 1, channel.firstEntry);
  return {
    id,
    type: nameIn(CHANNEL_TYPES, channel.kind),
    name,
    topic,
    description,
    archived,
    slowModeS,
    retentionDays,
    postRole: nameIn(ROLES, channel.postRole),
    createdBy: first?.user,
    createdAt: first?.at,
    members,
  };
}

export function* memberLines(snapshot: Snapshot, channel: number): Generator<object> {
  for (let after = 0; ;) {
    const page = snapshot.read("exportMembers", { channel, after, limit: PAGE });
    for (const { role, level, ...member } of page) {
      yield { ...member, role: nameIn(ROLES, role), level: nameIn(LEVELS, level) };
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.user;
  }
}

export function* followLines(snapshot: Snapshot, channel: number): Generator<object> {
  for (let after = { root: 0, user: 0 }; ;) {
    const page = snapshot.read("exportFollows", { channel, after, limit: PAGE });
    for (const { root: thread, user, following, read } of page) {
      yield { thread, user, following: nameIn(FOLLOWING, following), read };
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

export function* pinLines(snapshot: Snapshot, channel: number): Generator<object> {
  for (const { seq: message, user, at } of snapshot.read("exportPins", { channel }))
    yield { message, user, at };
}

export async function* messageLines(
  snapshot: Snapshot,
  channel: number,
  files: ExportedFiles,
): AsyncGenerator<{ id: number; line: object }> {
  for (let after = 0; ;) {
    const page = snapshot.read("exportMessages", { channel, after, limit: PAGE });
    for (const message of page) {
      const { seq = 0 } = message.state;
      yield { id: seq, line: await messageLine(message, files) };
      after = seq;
    }
    if (page.length === 0) return;
  }
}

async function messageLine(
  { state, versions, reactions }: ExportedMessage,
  files: ExportedFiles,
): Promise<object> {
  const { seq, at, user, message } = state;
  const previews = [];
  for (const { image, url, title, description, site } of state.previews ?? []) {
    previews.push({ url, title, description, site, image: await files.one(image?.id ?? 0) });
  }
  return {
    id: seq,
    at,
    user,
    text: message?.text,
    thread: message?.thread,
    inChannel: message?.inChannel,
    mentions: message?.mentions,
    mentionsChannel: message?.mentionsChannel,
    mentionsHere: message?.mentionsHere,
    files: await files.add((message?.files ?? []).map(({ id = 0 }) => id)),
    alias: message?.alias && { name: message.alias.name, emoji: message.alias.emoji },
    deleted: message?.deleted,
    versions,
    reactions,
    previews,
  };
}
