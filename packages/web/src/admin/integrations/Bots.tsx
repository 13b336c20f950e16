import type { AccountDetails } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { FormDialog } from "../../app/FormDialog.tsx";
import type { Column } from "../../design/DataTable.tsx";
import { TextField } from "../../design/TextField.tsx";
import { toast } from "../../design/toast.ts";
import { useAdminText } from "../../i18n/admin-text.ts";
import { ListPage } from "../ListPage.tsx";
import { UserCell } from "../people/UserCell.tsx";
import { Tag } from "../Tag.tsx";
import { usePages } from "../use-pages.ts";
import { when } from "../when.ts";
import { BotActions } from "./BotActions.tsx";

const NAME_MAX = 32;

/** The server's bots. */
export function Bots() {
  const admin = useAdminText();
  const text = admin.integrations.bots;
  const { administration } = useChat();
  const [creating, setCreating] = useState(false);
  const pages = usePages(
    async (last: AccountDetails | undefined) => {
      const { bots, more } = await administration.bots(last && { after: last.id });
      return { items: bots, more };
    },
    [administration],
  );
  const changed = (bot: AccountDetails) =>
    pages.change((bots) => bots.map((each) => (each.id === bot.id ? bot : each)));
  const columns: readonly Column<AccountDetails>[] = [
    { id: "name", head: text.name, kind: "title", cell: (bot) => <UserCell user={bot} /> },
    {
      id: "state",
      head: text.state,
      cell: ({ disabled }) => (disabled ? <Tag kind="danger">{text.disabled}</Tag> : text.active),
    },
    { id: "created", head: admin.created, cell: ({ createdAt }) => when(createdAt) },
  ];
  return (
    <ListPage
      text={text}
      loaded={pages}
      columns={columns}
      actions={(bot) => <BotActions bot={bot} onChange={changed} />}
      rowKey={({ id }) => id}
      onCreate={() => setCreating(true)}
    >
      {creating && (
        <BotDialog
          onCreated={(bot) => pages.change((bots) => [...bots, bot])}
          onClose={() => setCreating(false)}
        />
      )}
    </ListPage>
  );
}

interface BotDialogProps {
  onCreated: (bot: AccountDetails) => void;
  onClose: () => void;
}

function BotDialog({ onCreated, onClose }: BotDialogProps) {
  const text = useAdminText().integrations.bots;
  const { administration } = useChat();
  const [name, setName] = useState("");
  const create = async () => {
    onCreated(await administration.createBot(name.trim()));
    toast.info(text.created(name.trim()));
  };
  return (
    <FormDialog
      title={text.create}
      submit={text.create}
      disabled={name.trim() === ""}
      onSubmit={create}
      onClose={onClose}
    >
      <TextField
        label={text.name}
        hint={text.nameHint}
        maxLength={NAME_MAX}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
    </FormDialog>
  );
}
