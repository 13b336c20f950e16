import type { AccountDetails, BotToken } from "@hubbub/client";
import { Plus } from "lucide-react";
import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { Ready } from "../../app/Ready.tsx";
import { useLoaded } from "../../app/use-loaded.ts";
import { Button } from "../../design/Button.tsx";
import { type Column, DataTable } from "../../design/DataTable.tsx";
import { Dialog } from "../../design/Dialog.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { act } from "../act.ts";
import { Tag } from "../Tag.tsx";
import { when } from "../when.ts";
import { NewTokenDialog } from "./NewTokenDialog.tsx";

import styles from "../Admin.module.css";

/** A bot's tokens: what they may do and when they end. */
export function BotTokensDialog({ bot, onClose }: { bot: AccountDetails; onClose: () => void }) {
  const admin = useAdminText();
  const text = admin.integrations.bots;
  const { administration } = useChat();
  const [creating, setCreating] = useState(false);
  const tokens = useLoaded(() => administration.botTokens(bot.id), [administration, bot.id]);
  const revoke = async ({ id }: BotToken) => {
    await administration.revokeBotToken(id);
    await tokens.reload();
  };
  if (creating) {
    return <NewTokenDialog bot={bot} onCreated={tokens.reload} onClose={() => setCreating(false)} />;
  }
  const columns: readonly Column<BotToken>[] = [
    { id: "name", head: text.tokenName, kind: "title", cell: ({ name }) => name },
    {
      id: "scopes",
      head: text.scopes,
      cell: ({ scopes }) => (
        <span className={styles["tags"]}>
          {scopes.map((scope) => (
            <Tag key={scope}>{scope}</Tag>
          ))}
        </span>
      ),
    },
    {
      id: "used",
      head: text.used,
      cell: ({ usedAt }) => (usedAt === undefined ? admin.never : when(usedAt)),
    },
    {
      id: "expires",
      head: admin.expires,
      cell: ({ expiresAt }) => (expiresAt === undefined ? admin.never : when(expiresAt)),
    },
    {
      id: "actions",
      head: admin.actions,
      kind: "actions",
      cell: (token) => (
        <Button
          size="small"
          aria-label={`${text.revoke}: ${token.name}`}
          onClick={() => void act(() => revoke(token), text.revoked)}
        >
          {text.revoke}
        </Button>
      ),
    },
  ];
  return (
    <Dialog
      size="wide"
      title={text.tokensOf(bot.name)}
      onClose={onClose}
      footer={
        <Button kind="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden size={16} /> {text.newToken}
        </Button>
      }
    >
      <Ready loaded={tokens}>
        {(known) => (
          <DataTable
            label={text.tokensOf(bot.name)}
            columns={columns}
            rows={known}
            rowKey={({ id }) => id}
            empty={text.noTokens}
          />
        )}
      </Ready>
    </Dialog>
  );
}
