import { type OwnChannel, type Webhook, WebhookKind } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { useLoaded } from "../app/use-loaded.ts";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { CreateWebhook } from "./CreateWebhook.tsx";
import { WebhookSecret } from "./WebhookSecret.tsx";

import styles from "./Panels.module.css";

/** The channel's webhooks, and how to make one; what is secret of it is shown once. */
export function WebhooksPanel({ channel }: { channel: OwnChannel }) {
  const { channels: text } = useText();
  const { state } = useChat();
  const webhooks = state.channel(channel.id)?.webhooks;
  const [kind, setKind] = useState<WebhookKind>();
  const [made, setMade] = useState<Webhook>();
  const { value, error, reload } = useLoaded(async () => (await webhooks?.list()) ?? [], [webhooks]);
  const remove = (id: number) => {
    webhooks?.delete(id).then(reload, toast.error);
  };
  const created = (webhook: Webhook) => {
    setKind(undefined);
    setMade(webhook);
    reload();
  };
  return (
    <>
      {made !== undefined && <WebhookSecret webhook={made} onDone={() => setMade(undefined)} />}
      {kind === undefined ? (
        <div className={styles["form"]}>
          <Button onClick={() => setKind(WebhookKind.INCOMING)}>{text.addIncoming}</Button>
          <Button onClick={() => setKind(WebhookKind.OUTGOING)}>{text.addOutgoing}</Button>
        </div>
      ) : (
        <CreateWebhook
          channel={channel}
          kind={kind}
          onCreated={created}
          onCancel={() => setKind(undefined)}
        />
      )}
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      {value?.length === 0 && <p>{text.noWebhooks}</p>}
      <ul className={styles["list"]}>
        {value?.map((webhook) => (
          <li key={webhook.id} className={styles["item"]}>
            <div className={styles["foot"]}>
              <strong>{webhook.name}</strong>
              <Button size="small" onClick={() => remove(webhook.id)}>
                {text.delete}
              </Button>
            </div>
            <span className={styles["about"]}>
              {webhook.kind === WebhookKind.INCOMING ? text.incoming : `${text.outgoing}: ${webhook.url}`}
              {webhook.disabled && ` (${text.webhookDisabled})`}
            </span>
            {webhook.allEvents && <span className={styles["about"]}>{text.allEvents}</span>}
            {webhook.slackFormat && <span className={styles["about"]}>{text.slackFormat}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
