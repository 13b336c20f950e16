import type { FormEvent, ReactNode } from "react";

import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { useText } from "../i18n/text.ts";
import { describeFault, faultyField } from "./describe-fault.ts";
import type { Attempt } from "./use-attempt.ts";

import styles from "./AttemptForm.module.css";

export interface AttemptFormProps {
  attempt: Attempt;
  /** Of the button that sends it: a verb. */
  submit: string;
  onSubmit: (values: (name: string) => string) => Promise<void>;
  children?: ReactNode;
  /** Fields that show themselves what is wrong with them. */
  fields?: readonly string[];
  /** Beside the button. */
  more?: ReactNode;
}

/** Fields, what went wrong, and the button: it can't be pressed while it works, or while the server wants one to wait. */
export function AttemptForm({ attempt, submit, onSubmit, children, fields = [], more }: AttemptFormProps) {
  const text = useText();
  const { busy, error, wait, run } = attempt;
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    void run(() => onSubmit((name) => String(data.get(name) ?? "")));
  };
  const isShown = error !== undefined && !fields.includes(faultyField(error));
  return (
    <form className={styles["form"]} onSubmit={send}>
      {children}
      {isShown && (
        <Notice kind="error">
          {describeFault(error)} {wait > 0 && text.signIn.waitThenRetry(wait)}
        </Notice>
      )}
      <div className={styles["buttons"]}>
        <Button type="submit" kind="primary" busy={busy} disabled={wait > 0}>
          {submit}
        </Button>
        {more}
      </div>
    </form>
  );
}
