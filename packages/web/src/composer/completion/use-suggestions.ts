import type { OwnChannel } from "@hubbub/client";
import { useEffect, useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import type { Chat } from "../../app/session.ts";
import { text } from "../../i18n/text.ts";
import { suggestChannels } from "./channels.tsx";
import { suggestCommands } from "./commands.tsx";
import { suggestEmoji } from "./emoji.tsx";
import { suggestPeople } from "./people.tsx";
import { rank, type Suggestion } from "./suggestion.ts";
import type { Trigger } from "./trigger.ts";

const NONE: readonly Suggestion[] = [];

/** Ways to complete what was begun; while more are asked for, those of the ones before that still fit. */
export function useSuggestions(trigger: Trigger | undefined, channel: OwnChannel): readonly Suggestion[] {
  const chat = useChat();
  const [found, setFound] = useState<{ kind: string; suggestions: Suggestion[] }>();
  const { kind, query } = trigger ?? { kind: undefined, query: "" };
  useEffect(() => {
    if (kind === undefined) return setFound(undefined);
    let isWanted = true;
    suggest(chat, kind, query, channel).then(
      (suggestions) => isWanted && setFound({ kind, suggestions }),
      // Nothing is suggested then: what is written counts as it is.
      () => {},
    );
    return () => {
      isWanted = false;
    };
    // The channel's other changes are of no concern here.
  }, [chat, kind, query, channel.id]);
  return found === undefined || found.kind !== kind ? NONE : rank(found.suggestions, query);
}

async function suggest(
  { client, state }: Chat,
  kind: Trigger["kind"],
  query: string,
  channel: OwnChannel,
): Promise<Suggestion[]> {
  switch (kind) {
    case "user":
      return suggestPeople(client, channel, query, text);
    case "channel":
      return suggestChannels(state.channels.current.values());
    case "command":
      return suggestCommands(client);
    case "emoji":
      return suggestEmoji(client, query);
  }
}
