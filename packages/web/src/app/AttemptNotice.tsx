import { AccountsRefused } from "@hubbub/client";

import { Notice } from "../design/Notice.tsx";
import { useText } from "../i18n/text.ts";
import { describeFault, faultyField } from "./describe-fault.ts";
import type { Attempt } from "./use-attempt.ts";

export interface AttemptNoticeProps {
  attempt: Pick<Attempt, "error" | "wait">;
  /** Fields that show themselves what is wrong with them. */
  fields?: readonly string[] | undefined;
}

/** Why the last attempt failed, if it did, and when the next one is worth it. */
export function AttemptNotice({ attempt: { error, wait }, fields = [] }: AttemptNoticeProps) {
  const text = useText();
  if (error === undefined || fields.includes(faultyField(error))) return null;
  // The sentence of other errors has the time in it already.
  const counts = wait > 0 && error instanceof AccountsRefused;
  return (
    <Notice kind="error">
      {describeFault(error)} {counts && text.signIn.waitThenRetry(wait)}
    </Notice>
  );
}
