import { type FormEvent, type ReactNode, useId, useState } from "react";

import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { Notice } from "../design/Notice.tsx";
import { describeError } from "../i18n/describe-error.ts";
import { useText } from "../i18n/text.ts";

import styles from "./Admin.module.css";

export interface FormDialogProps {
  title: string;
  /** Of the button that sends it: a verb. */
  submit: string;
  /** Whether it can't be sent yet. */
  disabled?: boolean;
  /** Does it; a refusal is shown in the dialog, which stays open. Closing it after success is the caller's. */
  onSubmit: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}

/** A form in a dialog. */
export function FormDialog({ title, submit, disabled, onSubmit, onClose, children }: FormDialogProps) {
  const text = useText();
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await onSubmit();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  const footer = (
    <>
      <Button onClick={onClose}>{text.common.cancel}</Button>
      <Button type="submit" form={id} kind="primary" busy={busy} disabled={disabled === true}>
        {submit}
      </Button>
    </>
  );
  return (
    <Dialog title={title} onClose={onClose} footer={footer}>
      <form id={id} className={styles["fields"]} onSubmit={(event) => void send(event)}>
        {children}
      </form>
      {error !== undefined && <Notice kind="error">{describeError(error)}</Notice>}
    </Dialog>
  );
}
