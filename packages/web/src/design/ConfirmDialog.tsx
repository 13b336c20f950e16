import type { ReactNode } from "react";

import { useAction } from "../app/use-action.ts";
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
  const { busy, error, run } = useAction();
  const act = async () => {
    if (await run(async () => onConfirm())) onClose();
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
      {error !== undefined && <Notice kind="error">{error}</Notice>}
    </Dialog>
  );
}
