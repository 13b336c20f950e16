import type { CustomEmoji } from "@hubbub/client";
import { Plus, Trash2 } from "lucide-react";
import { useCallback, useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { useFileUrl } from "../../app/use-file-url.ts";
import { Button } from "../../design/Button.tsx";
import { ConfirmDialog } from "../../design/ConfirmDialog.tsx";
import { type Column, DataTable } from "../../design/DataTable.tsx";
import { IconButton } from "../../design/IconButton.tsx";
import { PageHeader } from "../../design/PageHeader.tsx";
import { toast } from "../../design/toast.ts";
import { useAdminText } from "../../i18n/admin-text.ts";
import { useText } from "../../i18n/text.ts";
import { UserName } from "../names.tsx";
import { Ready } from "../Ready.tsx";
import { useLoaded } from "../use-loaded.ts";
import { EmojiDialog } from "./EmojiDialog.tsx";

import styles from "../Admin.module.css";
import server from "./Server.module.css";

/** The server's own emoji. */
export function Emoji() {
  const admin = useAdminText();
  const text = admin.server.emoji;
  const common = useText().common;
  const { client } = useChat();
  const [adding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<string>();
  const { value, error, reload } = useLoaded(useCallback(() => client.server.emoji(), [client]));
  const remove = async (name: string) => {
    await client.server.deleteEmoji(name);
    toast.info(text.deleted(name));
    await reload();
  };
  const columns: readonly Column<CustomEmoji>[] = [
    { id: "name", head: text.name, kind: "title", cell: (emoji) => <EmojiCell emoji={emoji} /> },
    { id: "by", head: text.by, cell: ({ user }) => <UserName id={user} /> },
    {
      id: "actions",
      head: admin.actions,
      kind: "actions",
      cell: ({ name }) => (
        <IconButton
          size="small"
          icon={Trash2}
          label={`${common.delete} :${name}:`}
          onClick={() => setDeleting(name)}
        />
      ),
    },
  ];
  return (
    <>
      <PageHeader title={text.title} about={text.about}>
        <Button kind="primary" onClick={() => setAdding(true)}>
          <Plus aria-hidden size={16} /> {text.add}
        </Button>
      </PageHeader>
      <Ready value={value} error={error}>
        {(emoji) => (
          <DataTable
            label={text.table}
            columns={columns}
            rows={emoji}
            rowKey={({ name }) => name}
            empty={text.none}
          />
        )}
      </Ready>
      {adding && <EmojiDialog onAdded={reload} onClose={() => setAdding(false)} />}
      {deleting !== undefined && (
        <ConfirmDialog
          title={text.deleteTitle(deleting)}
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

function EmojiCell({ emoji: { name, file } }: { emoji: CustomEmoji }) {
  const url = useFileUrl(file);
  return (
    <span className={server["emoji"]}>
      {url !== undefined && <img alt="" src={url} />}
      <span className={styles["code"]}>:{name}:</span>
    </span>
  );
}
