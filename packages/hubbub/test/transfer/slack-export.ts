import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface SlackExportSize {
  users: number;
  channels: number;
  messages: number;
  days: number;
}

const START = Date.UTC(2024, 0, 1) / 1000;
const WORDS = "the build is green again can you look at this later today thanks everybody for the help".split(
  " ",
);

/** Writes an export of a Slack workspace of this size; always the same one. Some messages are replies or have reactions. */
export function writeSlackExport(folder: string, { users, channels, messages, days }: SlackExportSize): void {
  const ids = Array.from({ length: users }, (_, at) => `U${String(at).padStart(8, "0")}`);
  const people = ids.map((id, at) => ({ id, name: `user${at}`, profile: { real_name: `User ${at}` } }));
  const lists = Array.from({ length: channels }, (_, at) => ({
    id: `C${String(at).padStart(8, "0")}`,
    name: `channel-${at}`,
    created: START,
    creator: ids[0],
    members: ids,
  }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "users.json"), JSON.stringify(people));
  writeFileSync(join(folder, "channels.json"), JSON.stringify(lists));
  const perDay = Math.ceil(messages / channels / days);
  let left = messages;
  for (const { name } of lists) {
    mkdirSync(join(folder, name), { recursive: true });
    for (let day = 0; day < days && left > 0; day++) {
      const count = Math.min(perDay, left);
      left -= count;
      const entries = Array.from({ length: count }, (_, at) => entry(day, at, perDay, ids));
      const date = new Date((START + day * 86_400) * 1000).toISOString().slice(0, 10);
      writeFileSync(join(folder, name, `${date}.json`), JSON.stringify(entries, undefined, 1));
    }
  }
}

function entry(day: number, at: number, perDay: number, ids: readonly string[]): object {
  const ts = (place: number): string =>
    (START + day * 86_400 + Math.floor((place * 80_000) / perDay)).toFixed(0) +
    `.${String(place).padStart(6, "0")}`;
  const user = ids[(at * 7 + day) % ids.length]!;
  const words = Array.from(
    { length: 5 + (at % 20) },
    (_, word) => WORDS[(at * 3 + word * 5 + day) % WORDS.length],
  ).join(" ");
  return {
    type: "message",
    ts: ts(at),
    user,
    text: at % 9 === 0 ? `<@${ids[at % ids.length]}> ${words} :smile:` : words,
    ...(at % 5 === 4 && { thread_ts: ts(at - 4) }),
    ...(at % 11 === 0 && { reactions: [{ name: "+1", users: ids.slice(0, 2), count: 2 }] }),
  };
}
