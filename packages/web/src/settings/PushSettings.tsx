import { useEffect, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { useStatus } from "../app/use-status.ts";
import { Notice } from "../design/Notice.tsx";
import { Switch } from "../design/Switch.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { type PushState, pushState, turnPushOff, turnPushOn } from "../notifications/push.ts";

/** Whether this device is pushed what comes while no page is open. */
export function PushSettings() {
  const { notifications: text } = useText();
  const { client } = useChat();
  const { state: connection } = useStatus();
  const [push, setPush] = useState<PushState>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let wanted = true;
    pushState(client).then((state) => wanted && setPush(state), toast.error);
    return () => {
      wanted = false;
    };
    // The server's key comes with the connection.
  }, [client, connection]);
  const change = (on: boolean) => {
    setBusy(true);
    (on ? turnPushOn(client) : turnPushOff(client)).then(setPush, toast.error).finally(() => setBusy(false));
  };
  const why = push === undefined || push === "on" || push === "off" ? undefined : text.noPush[push];
  return (
    <>
      <Switch
        label={text.push}
        hint={text.pushHint}
        checked={push === "on"}
        disabled={busy || (push !== "on" && push !== "off")}
        onChange={change}
      />
      {why !== undefined && <Notice>{why}</Notice>}
    </>
  );
}
