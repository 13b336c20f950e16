import { type Hubbub, may, type OwnChannel, type User } from "@hubbub/client";
import { Megaphone } from "lucide-react";

import { Avatar } from "../../design/Avatar.tsx";
import type { Text } from "../../i18n/text.ts";
import { SHOWN, type Suggestion } from "./suggestion.ts";

/** Members whose names begin so, then all of them at once, then others. */
export async function suggestPeople(
  client: Hubbub,
  channel: OwnChannel,
  query: string,
  text: Text,
): Promise<Suggestion[]> {
  const [members, all] = await Promise.all([
    client.findUsers({ prefix: query, channel: channel.id, limit: SHOWN }),
    query === "" ? [] : client.findUsers({ prefix: query, limit: SHOWN }),
  ]);
  const known = new Set(members.map(({ id }) => id));
  const others = all.filter(({ id, disabled }) => !known.has(id) && !disabled);
  return [
    ...members.filter(({ disabled }) => !disabled).map((user) => person(user)),
    ...everybody(client, channel, text),
    ...others.map((user) => person(user, text.composer.notHere)),
  ];
}

function person(user: User, detail?: string): Suggestion {
  const shown = user.displayName === "" ? user.name : user.displayName;
  const also = user.displayName === "" ? undefined : `@${user.name}`;
  return {
    key: `user ${user.id}`,
    insert: `@${user.name} `,
    label: shown,
    detail: [also, detail].filter(Boolean).join(" · "),
    icon: <Avatar user={user} size={24} />,
    names: [user.name.toLowerCase(), user.displayName.toLowerCase()],
  };
}

function everybody(client: Hubbub, channel: OwnChannel, { composer }: Text): Suggestion[] {
  if (!may("mentionAll", channel, client.me)) return [];
  const names = [
    ["channel", composer.mentionChannel],
    ["here", composer.mentionHere],
  ] as const;
  return names.map(([name, detail]) => ({
    key: `all ${name}`,
    insert: `@${name} `,
    label: `@${name}`,
    detail,
    icon: <Megaphone aria-hidden size={18} />,
    names: [name],
  }));
}
