import type { SlashCommand } from "@hubbub/client";
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
import { Ready } from "../Ready.tsx";
import { useLoaded } from "../use-loaded.ts";
import { SlashCommandDialog } from "./SlashCommandDialog.tsx";

import styles from "../Admin.module.css";

/** The server's slash commands. */
export function SlashCommands() {
  const admin = useAdminText();
  const text = admin.integrations.commands;
  const common = useText().common;
  const { client } = useChat();
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<string>();
  const { value, error, reload } = useLoaded(useCallback(() => client.server.slashCommands(), [client]));
  const remove = async (name: string) => {
    await client.server.deleteSlashCommand(name);
    toast.info(text.deleted(name));
    await reload();
  };
  const columns: readonly Column<SlashCommand>[] = [
    {
      id: "command",
      head: text.command,
      kind: "title",
      cell: ({ name, hint }) => (
        <span className={styles["code"]}>
          <strong>/{name}</strong> {hint}
        </span>
      ),
    },
    { id: "description", head: text.description, cell: ({ description }) => description },
    { id: "url", head: text.url, cell: ({ url }) => <span className={styles["code"]}>{url}</span> },
    {
      id: "actions",
      head: admin.actions,
      kind: "actions",
      cell: ({ name }) => (
        <IconButton
          size="small"
          icon={Trash2}
          label={`${common.delete} /${name}`}
          onClick={() => setDeleting(name)}
        />
      ),
    },
  ];
  return (
    <>
      <PageHeader title={text.title} about={text.about}>
        <Button kind="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden size={16} /> {text.create}
        </Button>
      </PageHeader>
      <Ready value={value} error={error}>
        {(commands) => (
          <DataTable
            label={text.table}
            columns={columns}
            rows={commands}
            rowKey={({ name }) => name}
            empty={text.none}
          />
        )}
      </Ready>
      {creating && <SlashCommandDialog onCreated={reload} onClose={() => setCreating(false)} />}
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
