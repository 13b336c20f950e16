import { useEffect, useState } from "react";
import { Redirect } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { useMe } from "../app/use-user.ts";
import { toast } from "../design/toast.ts";
import { InviteOthers } from "./InviteOthers.tsx";
import { NameServer } from "./NameServer.tsx";

/** What follows the administrator's account: a name and a channel, and the invite link. Others are led to the chat. */
export function FirstRun() {
  const { client } = useChat();
  const me = useMe();
  const [step, setStep] = useState<"server" | "invite">();
  useEffect(() => {
    // Where it stands is what the server knows, also after a reload.
    client.server
      .settings()
      .then(
        ({ defaultChannels }) => setStep(defaultChannels.length === 0 ? "server" : "invite"),
        toast.error,
      );
  }, [client]);
  if (me === undefined || step === undefined) return null;
  if (!me.admin) return <Redirect to={routes.home} replace />;
  return step === "server" ? <NameServer onDone={() => setStep("invite")} /> : <InviteOthers />;
}
