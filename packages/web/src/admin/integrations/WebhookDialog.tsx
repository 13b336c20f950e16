import { LIMITS, WebhookKind } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { FormDialog } from "../../app/FormDialog.tsx";
import { SERVER_URL } from "../../app/session.ts";
import { Checkbox } from "../../design/Checkbox.tsx";
import { Select } from "../../design/Select.tsx";
import { TextField } from "../../design/TextField.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { ChannelSelect } from "../ChannelSelect.tsx";
import { type Once, OnceDialog } from "../OnceDialog.tsx";

export interface WebhookDialogProps {
  /** Which is chosen at first. */
  channel: number;
  onCreated: () => Promise<void>;
  onClose: () => void;
}

/** Makes a webhook, and then shows its secret, this once. */
export function WebhookDialog({ channel: first, onCreated, onClose }: WebhookDialogProps) {
  const text = useAdminText().integrations.webhooks;
  const { client } = useChat();
  const [channel, setChannel] = useState(first);
  const [kind, setKind] = useState(String(WebhookKind.INCOMING));
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const [words, setWords] = useState("");
  const [allEvents, setAllEvents] = useState(false);
  const [slackFormat, setSlackFormat] = useState(false);
  const [once, setOnce] = useState<Once>();
  const isIncoming = Number(kind) === WebhookKind.INCOMING;
  const create = async () => {
    const triggerWords = words
      .split(",")
      .map((word) => word.trim())
      .filter((word) => word !== "");
    const made = await client.ask("createWebhook", {
      channel,
      kind: Number(kind),
      name: name.trim(),
      ...(!isIncoming && { url: url.trim(), triggerWords, allEvents, slackFormat }),
    });
    await onCreated();
    setOnce(
      isIncoming
        ? {
            title: text.ready,
            label: text.address,
            about: text.addressAbout,
            value: `${SERVER_URL}${made.secret}`,
          }
        : { title: text.ready, label: text.secret, about: text.secretAbout, value: made.secret },
    );
    return "stay" as const;
  };
  if (once !== undefined) return <OnceDialog once={once} onClose={onClose} />;
  const kinds = [
    [String(WebhookKind.INCOMING), text.incoming],
    [String(WebhookKind.OUTGOING), text.outgoing],
  ] as const;
  const isReady = name.trim() !== "" && (isIncoming || url.trim() !== "");
  return (
    <FormDialog
      title={text.create}
      submit={text.create}
      disabled={!isReady}
      onSubmit={create}
      onClose={onClose}
    >
      <ChannelSelect label={text.channel} value={channel} onChange={setChannel} />
      <Select label={text.kind} options={kinds} value={kind} onChange={setKind} />
      <TextField
        label={text.name}
        hint={isIncoming ? text.nameHint : undefined}
        maxLength={LIMITS.webhookNameLength}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      {!isIncoming && (
        <>
          <TextField
            label={text.url}
            hint={text.urlHint}
            type="url"
            value={url}
            onChange={({ target }) => setUrl(target.value)}
          />
          <TextField
            label={text.words}
            hint={text.wordsHint}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
          <div>
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
          </div>
        </>
      )}
    </FormDialog>
  );
}
