import type { FormEvent, ReactNode } from "react";

import { Button } from "../design/Button.tsx";
import { AttemptNotice } from "./AttemptNotice.tsx";
import { type FormValues, valuesOf } from "./form-values.ts";
import type { Attempt } from "./use-attempt.ts";

import styles from "./AttemptForm.module.css";

export interface AttemptFormProps {
  attempt: Attempt;
  /** Of the button that sends it: a verb. */
  submit: string;
  onSubmit: (values: FormValues) => Promise<void>;
  children?: ReactNode;
  /** Fields that show themselves what is wrong with them. */
  fields?: readonly string[];
  /** Beside the button. */
  more?: ReactNode;
}

/** Fields, what went wrong, and the button: it can't be pressed while it works, or while the server wants one to wait. */
export function AttemptForm({ attempt, submit, onSubmit, children, fields, more }: AttemptFormProps) {
  const { busy, wait, run } = attempt;
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = valuesOf(event.currentTarget);
    void run(() => onSubmit(values));
  };
  return (
    <form className={styles["form"]} onSubmit={send}>
      {children}
      <AttemptNotice attempt={attempt} fields={fields} />
      <div className={styles["buttons"]}>
        <Button type="submit" kind="primary" busy={busy} disabled={wait > 0}>
          {submit}
        </Button>
        {more}
      </div>
    </form>
  );
}
