import { type Webhook, WebhookKind } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { useLoaded } from "../../app/use-loaded.ts";
import type { Column } from "../../design/DataTable.tsx";
import { toast } from "../../design/toast.ts";
import { useAdminText } from "../../i18n/admin-text.ts";
import { ChannelSelect, useNamedChannels } from "../ChannelSelect.tsx";
import { DeleteButton } from "../DeleteButton.tsx";
import { ListPage } from "../ListPage.tsx";
import { useChannelName, UserName } from "../names.tsx";
import { Tag } from "../Tag.tsx";
import { when } from "../when.ts";
import { listWebhooks } from "./list-webhooks.ts";
import { WebhookDialog } from "./WebhookDialog.tsx";

import styles from "../Admin.module.css";

/** The webhooks of one channel or of all that the administrator is in. */
export function Webhooks() {
  const admin = useAdminText();
  const text = admin.integrations.webhooks;
  const { client } = useChat();
  const [channel, setChannel] = useState(0);
  const [creating, setCreating] = useState(false);
  const channelName = useChannelName();
  const own = useNamedChannels();
  const channels = (
    channel === 0 ? own.filter(({ archived }) => !archived).map(({ id }) => id) : [channel]
  ).join();
  const webhooks = useLoaded(
    () => listWebhooks(client, channels === "" ? [] : channels.split(",").map(Number)),
    [client, channels],
  );
  const remove = async ({ id }: Webhook) => {
    await client.ask("deleteWebhook", { id });
    toast.info(text.deleted);
    await webhooks.reload();
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
  ];
  return (
    <ListPage
      text={text}
      loaded={webhooks}
      columns={columns}
      actions={(webhook) => (
        <DeleteButton
          label={`${text.delete}: ${webhook.name}`}
          title={text.deleteTitle(webhook.name)}
          about={text.deleteAbout}
          onDelete={() => remove(webhook)}
        />
      )}
      rowKey={({ id }) => id}
      onCreate={() => setCreating(true)}
      canCreate={own.length > 0}
      tools={
        <ChannelSelect label={text.channel} all={text.allChannels} value={channel} onChange={setChannel} />
      }
    >
      {creating && (
        <WebhookDialog
          channel={channel === 0 ? (own[0]?.id ?? 0) : channel}
          onCreated={webhooks.reload}
          onClose={() => setCreating(false)}
        />
      )}
    </ListPage>
  );
}
