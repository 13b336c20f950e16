import type { Role } from "@hubbub/client";
import { useLocation } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { useAction } from "../app/use-action.ts";
import { useLoaded } from "../app/use-loaded.ts";
import { BackButton } from "../design/BackButton.tsx";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { useText } from "../i18n/text.ts";

import centred from "../app/Centred.module.css";

/** What an invite link is for, and the button that joins. */
export function OpenInvite({ code }: { code: string }) {
  const { channels: text, common } = useText();
  const { client } = useChat();
  const [, navigate] = useLocation();
  const { value: invite, error } = useLoaded(() => client.channels.invite(code), [client, code]);
  const action = useAction();
  const join = () =>
    action.run(async () => {
      const { id } = await client.channels.joinByInvite(code);
      navigate(routes.channel(id), { replace: true });
    });
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
