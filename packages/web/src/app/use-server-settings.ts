import type { Hubbub, ServerSettings } from "@hubbub/client";
import { useEffect, useState } from "react";

import { useChat } from "./chat-context.ts";

const known = new WeakMap<Hubbub, ServerSettings>();

/** How the server is called and what else its administrators have set; undefined until it is known. */
export function useServerSettings(): ServerSettings | undefined {
  const { client } = useChat();
  const [settings, setSettings] = useState(() => known.get(client));
  useEffect(() => {
    let wanted = true;
    const ask = async () => {
      const answer = await client.server.settings();
      known.set(client, answer);
      if (wanted) setSettings(answer);
    };
    // Without them there is the product's own name; the next change asks again.
    const refresh = () => void ask().catch(() => {});
    refresh();
    const off = client.on("serverChanged", (changed) => changed.settings && refresh());
    return () => {
      wanted = false;
      off();
    };
  }, [client]);
  return settings;
}
