import type { AccountDetails } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { Button } from "../../design/Button.tsx";
import { ConfirmDialog } from "../../design/ConfirmDialog.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { act } from "../act.ts";
import { BotTokensDialog } from "./BotTokensDialog.tsx";

import styles from "../Admin.module.css";

export interface BotActionsProps {
  bot: AccountDetails;
  onChange: (bot: AccountDetails) => void;
}

/** A bot's tokens, and turning it off and on. */
export function BotActions({ bot, onChange }: BotActionsProps) {
  const text = useAdminText().integrations.bots;
  const { administration } = useChat();
  const [dialog, setDialog] = useState<"tokens" | "disable">();
  const { id, name, disabled } = bot;
  const enable = async () => {
    await administration.enable(id);
    onChange({ ...bot, disabled: false });
  };
  const disable = async () => {
    await administration.disable(id);
    onChange({ ...bot, disabled: true });
  };
  return (
    <span className={styles["buttons"]}>
      <Button size="small" aria-label={text.tokensOf(name)} onClick={() => setDialog("tokens")}>
        {text.tokens}
      </Button>
      <Button
        size="small"
        kind="quiet"
        aria-label={`${disabled ? text.enable : text.disable}: ${name}`}
        onClick={() => (disabled ? void act(enable, text.isEnabled(name)) : setDialog("disable"))}
      >
        {disabled ? text.enable : text.disable}
      </Button>
      {dialog === "tokens" && <BotTokensDialog bot={bot} onClose={() => setDialog(undefined)} />}
      {dialog === "disable" && (
        <ConfirmDialog
          title={text.disableTitle(name)}
          confirm={text.disable}
          danger
          onConfirm={disable}
          onClose={() => setDialog(undefined)}
        >
          {text.disableAbout}
        </ConfirmDialog>
      )}
    </span>
  );
}
