import { LIMITS } from "@hubbub/client";
import { useId, useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { FormDialog } from "../../app/FormDialog.tsx";
import { Notice } from "../../design/Notice.tsx";
import { TextField } from "../../design/TextField.tsx";
import { toast } from "../../design/toast.ts";
import { useAdminText } from "../../i18n/admin-text.ts";

import styles from "../Admin.module.css";
import server from "./Server.module.css";

const NAME = /^[a-z0-9_-]{2,32}$/;

export interface EmojiDialogProps {
  onAdded: () => Promise<void>;
  onClose: () => void;
}

/** Adds an emoji from an image; its name is proposed from that of the file. */
export function EmojiDialog({ onAdded, onClose }: EmojiDialogProps) {
  const text = useAdminText().server.emoji;
  const { client } = useChat();
  const id = useId();
  const [image, setImage] = useState<File>();
  const [name, setName] = useState("");
  const isBig = (image?.size ?? 0) > LIMITS.smallImageBytes;
  const isWrong = name !== "" && !NAME.test(name);
  const choose = (file: File | undefined) => {
    setImage(file);
    if (file !== undefined && name === "") setName(proposed(file.name));
  };
  const add = async () => {
    if (image === undefined) return;
    const { id: file } = await client.upload(image);
    await client.server.createEmoji(name, file);
    toast.info(text.added(name));
    await onAdded();
  };
  return (
    <FormDialog
      title={text.create}
      submit={text.create}
      disabled={image === undefined || isBig || !NAME.test(name)}
      onSubmit={add}
      onClose={onClose}
    >
      <div className={server["file"]}>
        <label htmlFor={id}>{text.image}</label>
        <input
          id={id}
          type="file"
          className={styles["file"]}
          accept="image/png,image/gif,image/jpeg,image/webp"
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => choose(target.files?.[0])}
        />
        <span id={`${id}-hint`} className={styles["muted"]}>
          {text.imageHint}
        </span>
      </div>
      {isBig && <Notice kind="error">{text.imageBig}</Notice>}
      <TextField
        label={text.name}
        hint={text.nameHint}
        autoCapitalize="off"
        value={name}
        error={isWrong ? text.nameWrong : undefined}
        onChange={({ target }) => setName(target.value.toLowerCase())}
      />
    </FormDialog>
  );
}

function proposed(fileName: string): string {
  const name = fileName.replace(/\.[^.]*$/, "").toLowerCase();
  return name.replaceAll(/[^a-z0-9_-]+/g, "_").slice(0, 32);
}
