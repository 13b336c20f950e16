import { type AccountDetails, type Scope, SCOPES } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { FormDialog } from "../../app/FormDialog.tsx";
import { Checkbox } from "../../design/Checkbox.tsx";
import { TextField } from "../../design/TextField.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { expiryIn, ExpirySelect } from "../ExpirySelect.tsx";
import { type Once, OnceDialog } from "../OnceDialog.tsx";

import server from "../server/Server.module.css";

const NAME_MAX = 60;

export interface NewTokenDialogProps {
  bot: AccountDetails;
  onCreated: () => Promise<void>;
  onClose: () => void;
}

/** Makes a token for a bot, and then shows it, this once. */
export function NewTokenDialog({ bot, onCreated, onClose }: NewTokenDialogProps) {
  const text = useAdminText().integrations.bots;
  const { administration } = useChat();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>(SCOPES);
  const [days, setDays] = useState("365");
  const [once, setOnce] = useState<Once>();
  const toggle = (scope: Scope, wanted: boolean) =>
    setScopes(SCOPES.filter((each) => (each === scope ? wanted : scopes.includes(each))));
  const create = async () => {
    const options = { bot: bot.id, name: name.trim(), scopes, ...expiryIn(days) };
    const { text: value } = await administration.createBotToken(options);
    await onCreated();
    setOnce({ title: text.tokenReady, label: text.token, about: text.tokenAbout, value });
    return "stay" as const;
  };
  if (once !== undefined) return <OnceDialog once={once} onClose={onClose} />;
  return (
    <FormDialog
      title={text.newToken}
      submit={text.createToken}
      disabled={name.trim() === "" || scopes.length === 0}
      onSubmit={create}
      onClose={onClose}
    >
      <TextField
        label={text.tokenName}
        hint={text.tokenNameHint}
        maxLength={NAME_MAX}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <fieldset className={server["choices"]}>
        <legend>{text.scopes}</legend>
        {SCOPES.map((scope) => (
          <Checkbox
            key={scope}
            label={text.scopeNames[scope]}
            checked={scopes.includes(scope)}
            onChange={({ target }) => toggle(scope, target.checked)}
          />
        ))}
      </fieldset>
      <ExpirySelect value={days} onChange={setDays} />
    </FormDialog>
  );
}
