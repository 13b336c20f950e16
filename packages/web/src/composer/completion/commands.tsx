import type { Hubbub, SlashCommand } from "@hubbub/client";
import { Slash } from "lucide-react";

import type { Suggestion } from "./suggestion.ts";

/** How long what is known of the commands is taken as it is, in ms. */
const KNOWN_MS = 60_000;

const known = new WeakMap<Hubbub, { at: number; commands: Promise<SlashCommand[]> }>();

/** The server's commands, asked for once a minute at most. */
export function slashCommands(client: Hubbub): Promise<SlashCommand[]> {
  const last = known.get(client);
  if (last !== undefined && Date.now() - last.at < KNOWN_MS) return last.commands;
  const commands = client.server.slashCommands();
  known.set(client, { at: Date.now(), commands });
  commands.catch(() => known.delete(client));
  return commands;
}

export async function suggestCommands(client: Hubbub): Promise<Suggestion[]> {
  return (await slashCommands(client)).map(({ name, description, hint }) => ({
    key: `command ${name}`,
    insert: `/${name} `,
    label: `/${name} ${hint}`,
    detail: description,
    icon: <Slash aria-hidden size={16} />,
    names: [name],
  }));
}
