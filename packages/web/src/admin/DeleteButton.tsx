import { Trash2 } from "lucide-react";
import { useState } from "react";

import { ConfirmDialog } from "../design/ConfirmDialog.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { useText } from "../i18n/text.ts";

export interface DeleteButtonProps {
  /** Of the button: what is deleted. */
  label: string;
  /** The question, and what follows from it. */
  title: string;
  about: string;
  onDelete: () => Promise<void>;
}

/** Deletes one of a list, after asking. */
export function DeleteButton({ label, title, about, onDelete }: DeleteButtonProps) {
  const { common } = useText();
  const [asks, setAsks] = useState(false);
  return (
    <>
      <IconButton size="small" icon={Trash2} label={label} onClick={() => setAsks(true)} />
      {asks && (
        <ConfirmDialog
          title={title}
          confirm={common.delete}
          danger
          onConfirm={onDelete}
          onClose={() => setAsks(false)}
        >
          {about}
        </ConfirmDialog>
      )}
    </>
  );
}
