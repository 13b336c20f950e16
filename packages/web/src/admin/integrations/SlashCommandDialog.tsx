import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { FormDialog } from "../../app/FormDialog.tsx";
import { TextField } from "../../design/TextField.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { type Once, OnceDialog } from "../OnceDialog.tsx";

const NAME = /^[a-z0-9_-]{1,32}$/;
/** Characters of the description and the hint. */
const WORDS_MAX = 250;

export interface SlashCommandDialogProps {
  onCreated: () => Promise<void>;
  onClose: () => void;
}

/** Makes a slash command, and then shows the key of its signatures, this once. */
export function SlashCommandDialog({ onCreated, onClose }: SlashCommandDialogProps) {
  const text = useAdminText().integrations.commands;
  const { client } = useChat();
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const [description, setDescription] = useState("");
  const [hint, setHint] = useState("");
  const [once, setOnce] = useState<Once>();
  const create = async () => {
    const made = await client.server.createSlashCommand({ name, url: url.trim(), description, hint });
    await onCreated();
    const value = made?.secret ?? "";
    setOnce({ title: text.ready(name), label: text.secret, about: text.secretAbout, value });
    return "stay" as const;
  };
  if (once !== undefined) return <OnceDialog once={once} onClose={onClose} />;
  return (
    <FormDialog
      title={text.create}
      submit={text.create}
      disabled={!NAME.test(name) || url.trim() === ""}
      onSubmit={create}
      onClose={onClose}
    >
      <TextField
        label={text.name}
        autoCapitalize="off"
        value={name}
        error={name !== "" && !NAME.test(name) ? text.nameWrong : undefined}
        onChange={({ target }) => setName(target.value.toLowerCase())}
      />
      <TextField
        label={text.url}
        hint={text.urlHint}
        type="url"
        value={url}
        onChange={({ target }) => setUrl(target.value)}
      />
      <TextField
        label={text.description}
        maxLength={WORDS_MAX}
        value={description}
        onChange={({ target }) => setDescription(target.value)}
      />
      <TextField
        label={text.hint}
        hint={text.hintHint}
        maxLength={WORDS_MAX}
        value={hint}
        onChange={({ target }) => setHint(target.value)}
      />
    </FormDialog>
  );
}
