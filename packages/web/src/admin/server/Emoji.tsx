import type { CustomEmoji } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { useFileUrl } from "../../app/use-file-url.ts";
import { useLoaded } from "../../app/use-loaded.ts";
import type { Column } from "../../design/DataTable.tsx";
import { toast } from "../../design/toast.ts";
import { useAdminText } from "../../i18n/admin-text.ts";
import { useText } from "../../i18n/text.ts";
import { DeleteButton } from "../DeleteButton.tsx";
import { ListPage } from "../ListPage.tsx";
import { UserName } from "../names.tsx";
import { EmojiDialog } from "./EmojiDialog.tsx";

import styles from "../Admin.module.css";
import server from "./Server.module.css";

/** The server's own emoji. */
export function Emoji() {
  const text = useAdminText().server.emoji;
  const common = useText().common;
  const { client } = useChat();
  const [adding, setAdding] = useState(false);
  const all = useLoaded(() => client.server.emoji(), [client]);
  const remove = async (name: string) => {
    await client.server.deleteEmoji(name);
    toast.info(text.deleted(name));
    await all.reload();
  };
  const columns: readonly Column<CustomEmoji>[] = [
    { id: "name", head: text.name, kind: "title", cell: (emoji) => <EmojiCell emoji={emoji} /> },
    { id: "by", head: text.by, cell: ({ user }) => <UserName id={user} /> },
  ];
  return (
    <ListPage
      text={text}
      loaded={all}
      columns={columns}
      actions={({ name }) => (
        <DeleteButton
          label={`${common.delete} :${name}:`}
          title={text.deleteTitle(name)}
          about={text.deleteAbout}
          onDelete={() => remove(name)}
        />
      )}
      rowKey={({ name }) => name}
      onCreate={() => setAdding(true)}
    >
      {adding && <EmojiDialog onAdded={all.reload} onClose={() => setAdding(false)} />}
    </ListPage>
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
