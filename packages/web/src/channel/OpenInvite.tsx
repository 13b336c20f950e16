import type { Role } from "@hubbub/client";
import { useEffect, useEffectEvent, useState } from "react";
import { useLocation } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { useAction } from "../app/use-action.ts";
import { useLoaded } from "../app/use-loaded.ts";
import { BackButton } from "../design/BackButton.tsx";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { useText } from "../i18n/text.ts";
import { joinsAtOnce } from "./join-at-once.ts";

import centred from "../app/Centred.module.css";

/** What an invite link is for, and the button that joins; who came by way of the sign-in has said so already. */
export function OpenInvite({ code }: { code: string }) {
  const { channels: text, common } = useText();
  const { client } = useChat();
  const [, navigate] = useLocation();
  const { value: invite, error } = useLoaded(() => client.channels.invite(code), [client, code]);
  const action = useAction();
  const [isGoing] = useState(joinsAtOnce);
  const join = () =>
    action.run(async () => {
      const { id } = await client.channels.joinByInvite(code);
      navigate(routes.channel(id), { replace: true });
    });
  const go = useEffectEvent(join);
  const isThere = invite !== undefined;
  useEffect(() => {
    if (isGoing && isThere) void go();
  }, [isGoing, isThere]);
  return (
    <div className={centred["centred"]}>
      <BackButton />
      {invite === undefined && error === undefined && <p role="status">{common.loading}</p>}
      {error !== undefined && (
        <Notice kind="error">
          {error} {text.inviteGone}
        </Notice>
      )}
      {invite !== undefined && (
        <>
          <h1>{text.invited(invite.channelName)}</h1>
          <p>{text.joinAs(text.role(invite.role as Role))}</p>
          {action.error !== undefined && <Notice kind="error">{action.error}</Notice>}
          <Button kind="primary" busy={action.busy} onClick={() => void join()}>
            {text.join}
          </Button>
        </>
      )}
    </div>
  );
}
