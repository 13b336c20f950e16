import type { SlashCommand } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { useLoaded } from "../../app/use-loaded.ts";
import type { Column } from "../../design/DataTable.tsx";
import { toast } from "../../design/toast.ts";
import { useAdminText } from "../../i18n/admin-text.ts";
import { useText } from "../../i18n/text.ts";
import { DeleteButton } from "../DeleteButton.tsx";
import { ListPage } from "../ListPage.tsx";
import { SlashCommandDialog } from "./SlashCommandDialog.tsx";

import styles from "../Admin.module.css";

/** The server's slash commands. */
export function SlashCommands() {
  const text = useAdminText().integrations.commands;
  const common = useText().common;
  const { client } = useChat();
  const [creating, setCreating] = useState(false);
  const commands = useLoaded(() => client.server.slashCommands(), [client]);
  const remove = async (name: string) => {
    await client.server.deleteSlashCommand(name);
    toast.info(text.deleted(name));
    await commands.reload();
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
  ];
  return (
    <ListPage
      text={text}
      loaded={commands}
      columns={columns}
      actions={({ name }) => (
        <DeleteButton
          label={`${common.delete} /${name}`}
          title={text.deleteTitle(name)}
          about={text.deleteAbout}
          onDelete={() => remove(name)}
        />
      )}
      rowKey={({ name }) => name}
      onCreate={() => setCreating(true)}
    >
      {creating && <SlashCommandDialog onCreated={commands.reload} onClose={() => setCreating(false)} />}
    </ListPage>
  );
}
