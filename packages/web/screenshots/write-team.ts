import { join } from "node:path";

import { CHANNELS, PEOPLE, type Said, type TeamChannel } from "./team.ts";

export interface Picture {
  name: string;
  width: number;
  height: number;
  bytes: Uint8Array;
}

/** The ids that the server gives in the order of the export. */
export const idOf = (name: string): number => 1 + PEOPLE.findIndex((person) => person.name === name);
const MINUTE_MS = 60_000;
const MONTH_MS = 30 * 24 * 60 * MINUTE_MS;

/** Writes the team's chat as docs/EXPORT.md says, so that it can be imported with its times. */
export async function writeTeam(folder: string, pictures: readonly Picture[], now: number): Promise<void> {
  const write = (path: string, values: readonly object[]): Promise<number> =>
    Bun.write(join(folder, path), values.map((value) => `${JSON.stringify(value)}\n`).join(""));
  const files = new Map<string, object>();
  for (const [at, { name, width, height, bytes }] of pictures.entries()) {
    const sha256 = new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
    await Bun.write(join(folder, "files", sha256.slice(0, 2), sha256), bytes);
    const file = {
      id: at + 1,
      name: `${name}.png`,
      type: "image/png",
      size: bytes.length,
      width,
      height,
      sha256,
    };
    files.set(name, file);
  }
  await write("export.json", [{ format: "hubbub", version: 1, instance: "team" }]);
  await write(
    "users.jsonl",
    PEOPLE.map((person) =>
      Object.assign({ id: idOf(person.name), role: "member", createdAt: now - MONTH_MS }, person),
    ),
  );
  await write("emoji.jsonl", []);
  await write("channels.jsonl", CHANNELS.map(channelOf));
  for (const [at, channel] of CHANNELS.entries()) {
    const place = `channels/${at + 1}`;
    await write(`${place}/members.jsonl`, channel.members.map(memberOf(channel)));
    await write(`${place}/messages.jsonl`, channel.said.map(messageOf));
    await write(`${place}/pins.jsonl`, channel.said.flatMap(pinOf));
    await write(`${place}/follows.jsonl`, []);
  }

  function channelOf({ name, type, topic, members }: TeamChannel, at: number): object {
    const ids = members.map(idOf);
    const direct = type === "direct" ? { members: ids } : { name, topic };
    return { id: at + 1, type, createdBy: ids[0], createdAt: now - MONTH_MS, ...direct };
  }

  function messageOf([who, text, options]: Said, index: number): object {
    const { ago, thread, reactions = {}, picture, before } = options;
    const at = now - ago * MINUTE_MS;
    const edits =
      before === undefined
        ? {}
        : {
            versions: [
              { at, text: before },
              { at: at + MINUTE_MS, text },
            ],
          };
    return {
      id: index + 1,
      at,
      user: idOf(who),
      text,
      thread: thread === undefined ? 0 : thread + 1,
      mentions: [...text.matchAll(/@([a-z]+)/g)].map(([, name]) => idOf(name!)),
      files: picture === undefined ? [] : [files.get(picture)],
      reactions: Object.entries(reactions).flatMap(([emoji, people]) =>
        people.map((person) => ({ emoji, user: idOf(person), at: at + MINUTE_MS })),
      ),
      ...edits,
    };
  }

  function pinOf([, , { pinnedBy, ago }]: Said, index: number): object[] {
    if (pinnedBy === undefined) return [];
    return [{ message: index + 1, user: idOf(pinnedBy), at: now - ago * MINUTE_MS }];
  }
}

function memberOf({ said, unread = 0, favourite, type }: TeamChannel) {
  return (name: string): object => ({
    user: idOf(name),
    role: type === "direct" || name !== "mara" ? "member" : "owner",
    level: type === "direct" ? "all" : "mentions",
    favourite: name === "mara" && favourite === true,
    read: said.length - (name === "mara" ? unread : 0),
  });
}
