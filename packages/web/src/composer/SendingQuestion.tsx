import { lazy, Suspense } from "react";

import { Button } from "../design/Button.tsx";
import { describeError } from "../i18n/describe-error.ts";
import { useText } from "../i18n/text.ts";
import { MANY, type Sending } from "./use-sending.ts";

import styles from "./Composer.module.css";

const ConfirmDialog = lazy(async () => ({
  default: (await import("../design/ConfirmDialog.tsx")).ConfirmDialog,
}));

/** What has to be answered before a message goes out, or why a command failed. */
export function SendingQuestion({ sending, place }: { sending: Sending; place: string }) {
  const { common, composer } = useText();
  const { question, sendAnyway, forget } = sending;
  if (question?.kind === "everybody")
    return (
      <Suspense>
        <ConfirmDialog
          title={composer.notifyAllTitle}
          confirm={composer.notifyAllDo}
          onConfirm={sendAnyway}
          onClose={forget}
        >
          {composer.notifyAll(place, MANY)}
        </ConfirmDialog>
      </Suspense>
    );
  return (
    <div role="alert">
      {question !== undefined && (
        <div className={styles["problem"]}>
          <span>
            {question.kind === "failed"
              ? describeError(question.error)
              : composer.unknownCommand(question.name)}
          </span>
          {question.kind === "unknown-command" && (
            <Button size="small" onClick={sendAnyway}>
              {composer.sendAsMessage}
            </Button>
          )}
          <Button size="small" kind="quiet" onClick={forget}>
            {common.close}
          </Button>
        </div>
      )}
    </div>
  );
}
