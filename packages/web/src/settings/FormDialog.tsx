import type { ReactNode } from "react";

import { AttemptForm } from "../app/AttemptForm.tsx";
import { useAttempt } from "../app/use-attempt.ts";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { useText } from "../i18n/text.ts";

export interface FormDialogProps {
  title: string;
  /** Of the button that does it: a verb. */
  submit: string;
  /** The dialog closes after it, unless it says to stay. */
  onSubmit: (values: (name: string) => string) => Promise<"stay" | void>;
  onClose: () => void;
  fields?: readonly string[];
  /** Gets why the last try failed. */
  children: (error: unknown) => ReactNode;
}

/** A few fields over the page, and what went wrong with them. */
export function FormDialog({ title, submit, onSubmit, onClose, fields = [], children }: FormDialogProps) {
  const text = useText();
  const attempt = useAttempt();
  const send = async (values: (name: string) => string) => {
    if ((await onSubmit(values)) !== "stay") onClose();
  };
  return (
    <Dialog title={title} size="small" onClose={onClose}>
      <AttemptForm
        attempt={attempt}
        submit={submit}
        onSubmit={send}
        fields={fields}
        more={<Button onClick={onClose}>{text.common.cancel}</Button>}
      >
        {children(attempt.error)}
      </AttemptForm>
    </Dialog>
  );
}
