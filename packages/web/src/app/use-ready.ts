import { useEffect, useState } from "react";

import { useChat } from "./chat-context.ts";

/** Whether what is known of the user is the server's: until then a channel that isn't known may be there. */
export function useReady(): boolean {
  const { state } = useChat();
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let wanted = true;
    void state.ready.then(() => wanted && setReady(true));
    return () => {
      wanted = false;
    };
  }, [state]);
  return ready;
}
