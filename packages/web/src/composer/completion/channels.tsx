import { ChannelKind, type OwnChannel } from "@hubbub/client";
import { Hash, Lock } from "lucide-react";

import type { Suggestion } from "./suggestion.ts";

/** The channels that have a name. */
export function suggestChannels(channels: Iterable<OwnChannel>): Suggestion[] {
  return [...channels]
    .filter(({ name, archived }) => name !== "" && !archived)
    .map(({ id, name, topic, kind }) => ({
      key: `channel ${id}`,
      insert: `#${name} `,
      label: name,
      detail: topic,
      icon: kind === ChannelKind.PRIVATE ? <Lock aria-hidden size={16} /> : <Hash aria-hidden size={16} />,
      names: [name.toLowerCase()],
    }));
}
