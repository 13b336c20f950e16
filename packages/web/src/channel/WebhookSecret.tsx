import { type Webhook, WebhookKind } from "@hubbub/client";

import { Button } from "../design/Button.tsx";
import { CopyField } from "../design/CopyField.tsx";
import { useText } from "../i18n/text.ts";

import styles from "./Panels.module.css";

/** What is told of a new webhook and never again: where to post, or what its messages are signed with. */
export function WebhookSecret({ webhook, onDone }: { webhook: Webhook; onDone: () => void }) {
  const { channels: text } = useText();
  const isIncoming = webhook.kind === WebhookKind.INCOMING;
  return (
    <div className={styles["item"]} role="status">
      <strong>{webhook.name}</strong>
      {isIncoming ? (
        <CopyField label={text.webhookUrl} value={new URL(webhook.secret, location.origin).href} />
      ) : (
        <CopyField label={text.webhookSecret} value={webhook.secret} />
      )}
      <span className={styles["about"]}>{text.webhookUrlHint}</span>
      <Button onClick={onDone}>{text.done}</Button>
    </div>
  );
}
