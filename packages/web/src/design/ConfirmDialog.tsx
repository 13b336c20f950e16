import { type ReactNode, useState } from "react";

import { describeError } from "../i18n/describe-error.ts";
import { useText } from "../i18n/text.ts";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { Notice } from "./Notice.tsx";

export interface ConfirmDialogProps {
  title: string;
  /** What happens, and whether it can be taken back. */
  children: ReactNode;
  /** Of the button that does it: a verb. */
  confirm: string;
  danger?: boolean;
  /** Does it; the dialog closes when it is done, and shows why if it failed. */
  onConfirm: () => Promise<void> | void;
  onClose: () => void;
}

/** Asks before something that can't be taken back. */
export function ConfirmDialog({ title, children, confirm, danger, onConfirm, onClose }: ConfirmDialogProps) {
  const text = useText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const act = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  const footer = (
    <>
      <Button onClick={onClose}>{text.common.cancel}</Button>
      <Button kind={danger ? "danger" : "primary"} busy={busy} onClick={() => void act()}>
        {confirm}
      </Button>
    </>
  );
  return (
    <Dialog title={title} size="small" onClose={onClose} footer={footer}>
      <div>{children}</div>
      {error !== undefined && <Notice kind="error">{describeError(error)}</Notice>}
    </Dialog>
  );
}
