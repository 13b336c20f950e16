import { useEffect, useMemo, useSyncExternalStore } from "react";

import { useChat } from "../app/chat-context.ts";
import type { NamedEmoji } from "../markdown/words.ts";
import { customEmoji } from "./custom-emoji.ts";
import { loadedEmoji } from "./loaded-emoji.ts";

const NAME = /:[a-z0-9_+-]{1,60}:/;
const none = () => undefined;

/** What the emoji's names in a text mean. Nothing is asked for and loaded until there are some. */
export function useNamedEmoji(text: string): (name: string) => NamedEmoji | undefined {
  const { client } = useChat();
  const hasNames = NAME.test(text);
  const own = useSyncExternalStore(customEmoji.subscribe, () => customEmoji.of(client));
  const data = useSyncExternalStore(loadedEmoji.subscribe, () => loadedEmoji.current);
  useEffect(() => {
    if (!hasNames) return;
    customEmoji.refresh(client);
    loadedEmoji.load();
  }, [client, hasNames]);
  return useMemo(() => {
    if (!hasNames) return none;
    return (name: string) => {
      const file = own.get(name)?.file;
      if (file !== undefined) return { file };
      const unicode = data?.emojiByName.get(name)?.unicode;
      return unicode === undefined ? undefined : { unicode };
    };
  }, [hasNames, own, data]);
}
