import { type Webhook, WebhookKind } from "@hubbub/client";
import { Plus, Trash2 } from "lucide-react";
import { useCallback, useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { Button } from "../../design/Button.tsx";
import { ConfirmDialog } from "../../design/ConfirmDialog.tsx";
import { type Column, DataTable } from "../../design/DataTable.tsx";
import { IconButton } from "../../design/IconButton.tsx";
import { PageHeader } from "../../design/PageHeader.tsx";
import { toast } from "../../design/toast.ts";
import { useAdminText } from "../../i18n/admin-text.ts";
import { useText } from "../../i18n/text.ts";
import { ChannelSelect, useNamedChannels } from "../ChannelSelect.tsx";
import { useChannelName, UserName } from "../names.tsx";
import { Ready } from "../Ready.tsx";
import { Tag } from "../Tag.tsx";
import { useLoaded } from "../use-loaded.ts";
import { when } from "../when.ts";
import { listWebhooks } from "./list-webhooks.ts";
import { WebhookDialog } from "./WebhookDialog.tsx";

import styles from "../Admin.module.css";

/** The webhooks of one channel or of all that the administrator is in. */
export function Webhooks() {
  const admin = useAdminText();
  const text = admin.integrations.webhooks;
  const common = useText().common;
  const { client } = useChat();
  const [channel, setChannel] = useState(0);
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<Webhook>();
  const channelName = useChannelName();
  const own = useNamedChannels();
  const channels = (
    channel === 0 ? own.filter(({ archived }) => !archived).map(({ id }) => id) : [channel]
  ).join();
  const { value, error, reload } = useLoaded(
    useCallback(
      () => listWebhooks(client, channels === "" ? [] : channels.split(",").map(Number)),
      [client, channels],
    ),
  );
  const remove = async ({ id }: Webhook) => {
    await client.ask("deleteWebhook", { id });
    toast.info(text.deleted);
    await reload();
  };
  const columns: readonly Column<Webhook>[] = [
    {
      id: "name",
      head: text.name,
      kind: "title",
      cell: ({ name, disabled }) => (
        <span className={styles["row"]}>
          <span className={styles["strong"]}>{name}</span>
          {disabled && <Tag kind="danger">{text.off}</Tag>}
        </span>
      ),
    },
    { id: "channel", head: admin.channel, cell: (webhook) => channelName(webhook.channel) },
    {
      id: "kind",
      head: text.kind,
      cell: ({ kind }) => (kind === WebhookKind.INCOMING ? text.incoming : text.outgoing),
    },
    { id: "url", head: text.url, cell: ({ url }) => <span className={styles["code"]}>{url}</span> },
    { id: "by", head: text.by, cell: ({ user }) => <UserName id={user} /> },
    { id: "created", head: admin.created, cell: ({ createdAt }) => when(createdAt) },
    {
      id: "actions",
      head: admin.actions,
      kind: "actions",
      cell: (webhook) => (
        <IconButton
          size="small"
          icon={Trash2}
          label={`${text.delete}: ${webhook.name}`}
          onClick={() => setDeleting(webhook)}
        />
      ),
    },
  ];
  return (
    <>
      <PageHeader title={text.title} about={text.about}>
        <Button kind="primary" disabled={own.length === 0} onClick={() => setCreating(true)}>
          <Plus aria-hidden size={16} /> {text.create}
        </Button>
      </PageHeader>
      <div className={styles["tools"]}>
        <ChannelSelect label={text.channel} all={text.allChannels} value={channel} onChange={setChannel} />
      </div>
      <Ready value={value} error={error}>
        {(webhooks) => (
          <DataTable
            label={text.table}
            columns={columns}
            rows={webhooks}
            rowKey={({ id }) => id}
            empty={text.none}
          />
        )}
      </Ready>
      {creating && (
        <WebhookDialog
          channel={channel === 0 ? (own[0]?.id ?? 0) : channel}
          onCreated={reload}
          onClose={() => setCreating(false)}
        />
      )}
      {deleting !== undefined && (
        <ConfirmDialog
          title={text.deleteTitle(deleting.name)}
          confirm={common.delete}
          danger
          onConfirm={() => remove(deleting)}
          onClose={() => setDeleting(undefined)}
        >
          {text.deleteAbout}
        </ConfirmDialog>
      )}
    </>
  );
}
