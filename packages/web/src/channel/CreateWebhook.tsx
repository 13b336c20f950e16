import { LIMITS, type OwnChannel, type Webhook, WebhookKind } from "@hubbub/client";
import { type FormEvent, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { useAction } from "../app/use-action.ts";
import { Button } from "../design/Button.tsx";
import { Checkbox } from "../design/Checkbox.tsx";
import { Notice } from "../design/Notice.tsx";
import { TextField } from "../design/TextField.tsx";
import { useText } from "../i18n/text.ts";

import styles from "./Panels.module.css";

export interface CreateWebhookProps {
  channel: OwnChannel;
  kind: WebhookKind;
  onCreated: (webhook: Webhook) => void;
  onCancel: () => void;
}

/** Makes a webhook of the channel. */
export function CreateWebhook({ channel, kind, onCreated, onCancel }: CreateWebhookProps) {
  const { channels: text, common } = useText();
  const { state } = useChat();
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const [words, setWords] = useState("");
  const [allEvents, setAllEvents] = useState(false);
  const [slackFormat, setSlackFormat] = useState(false);
  const { busy, error, run } = useAction();
  const isOutgoing = kind === WebhookKind.OUTGOING;
  const create = async (event: FormEvent) => {
    event.preventDefault();
    const triggerWords = words.split(/\s+/).filter(Boolean);
    const outgoing = isOutgoing && { url, triggerWords, allEvents, slackFormat };
    await run(async () => {
      const made = await state.channel(channel.id)?.webhooks.create({ kind, name, ...outgoing });
      if (made !== undefined) onCreated(made);
    });
  };
  return (
    <form className={styles["form"]} onSubmit={(event) => void create(event)}>
      <p className={styles["about"]}>{isOutgoing ? text.outgoingWords : text.incomingWords}</p>
      <TextField
        label={text.name}
        value={name}
        maxLength={LIMITS.webhookNameLength}
        required
        autoFocus
        onChange={({ target }) => setName(target.value)}
      />
      {isOutgoing && (
        <>
          <TextField
            label={text.target}
            type="url"
            value={url}
            maxLength={LIMITS.urlLength}
            required
            onChange={({ target }) => setUrl(target.value)}
          />
          <TextField
            label={text.triggers}
            hint={text.triggersHint}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
          <Checkbox
            label={text.allEvents}
            checked={allEvents}
            onChange={({ target }) => setAllEvents(target.checked)}
          />
          <Checkbox
            label={text.slackFormat}
            checked={slackFormat}
            onChange={({ target }) => setSlackFormat(target.checked)}
          />
        </>
      )}
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      <div className={styles["two"]}>
        <Button onClick={onCancel}>{common.cancel}</Button>
        <Button kind="primary" type="submit" busy={busy}>
          {text.create}
        </Button>
      </div>
    </form>
  );
}
