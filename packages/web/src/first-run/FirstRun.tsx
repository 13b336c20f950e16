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
  const { state } = useChat();
  const me = useMe();
  const [step, setStep] = useState<"server" | "invite">();
  useEffect(() => {
    // After a reload between the two there is a channel already.
    state.ready.then(() => setStep(state.channels.current.size === 0 ? "server" : "invite"), toast.error);
  }, [state]);
  if (me === undefined || step === undefined) return null;
  if (!me.admin) return <Redirect to={routes.home} replace />;
  return step === "server" ? <NameServer onDone={() => setStep("invite")} /> : <InviteOthers />;
}
