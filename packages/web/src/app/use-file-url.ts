import { useEffect, useState } from "react";

import { useChat } from "./chat-context.ts";

/** An address to show a file from; undefined until it is known, for 0, and where it can't be read. */
export function useFileUrl(id: number, { thumbnail }: { thumbnail?: 360 | 1280 } = {}): string | undefined {
  const { client } = useChat();
  const [known, setKnown] = useState<{ id: number; url: string }>();
  useEffect(() => {
    if (id === 0) return undefined;
    let wanted = true;
    client.fileUrl(id, thumbnail === undefined ? {} : { thumbnail }).then(
      (url) => wanted && setKnown({ id, url }),
      // It was deleted, or isn't ours: what shows it has something else to show.
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [client, id, thumbnail]);
  return known?.id === id ? known.url : undefined;
}
