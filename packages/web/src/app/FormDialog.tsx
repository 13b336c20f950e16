import { type FormEvent, type ReactNode, useId } from "react";

import { Button } from "../design/Button.tsx";
import { Dialog, type DialogProps } from "../design/Dialog.tsx";
import { useText } from "../i18n/text.ts";
import { AttemptNotice } from "./AttemptNotice.tsx";
import { type FormValues, valuesOf } from "./form-values.ts";
import { useAttempt } from "./use-attempt.ts";

import styles from "./AttemptForm.module.css";

export interface FormDialogProps extends Pick<DialogProps, "title" | "size" | "onClose"> {
  /** Of the button that sends it: a verb. */
  submit: string;
  /** Whether it can't be sent yet. */
  disabled?: boolean;
  /** The browser doesn't check the fields before it is sent: `onSubmit` does. */
  noValidate?: boolean;
  /** Does it; the dialog closes after it, unless it says to stay. What went wrong is shown in the dialog. */
  onSubmit: (values: FormValues) => Promise<"stay" | void>;
  /** Fields that show themselves what is wrong with them. */
  fields?: readonly string[];
  /** A function of them gets why the last try failed. */
  children: ReactNode | ((error: unknown) => ReactNode);
}

/** A form in a dialog. */
export function FormDialog({ title, size, onClose, submit, disabled, ...form }: FormDialogProps) {
  const text = useText();
  const id = useId();
  const attempt = useAttempt();
  const { busy, error, wait, run } = attempt;
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = valuesOf(event.currentTarget);
    void run(async () => {
      if ((await form.onSubmit(values)) !== "stay") onClose();
    });
  };
  const footer = (
    <>
      <Button onClick={onClose}>{text.common.cancel}</Button>
      <Button type="submit" form={id} kind="primary" busy={busy} disabled={disabled === true || wait > 0}>
        {submit}
      </Button>
    </>
  );
  return (
    <Dialog title={title} size={size} onClose={onClose} footer={footer}>
      <form id={id} className={styles["form"]} noValidate={form.noValidate} onSubmit={send}>
        {typeof form.children === "function" ? form.children(error) : form.children}
        <AttemptNotice attempt={attempt} fields={form.fields} />
      </form>
    </Dialog>
  );
}
