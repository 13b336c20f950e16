import type { Session } from "@hubbub/client";
import { useState } from "react";

import { AttemptForm } from "../app/AttemptForm.tsx";
import type { FormValues } from "../app/form-values.ts";
import { fromFragment } from "../app/fragment.ts";
import { accounts } from "../app/session.ts";
import { useAttempt } from "../app/use-attempt.ts";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { useText } from "../i18n/text.ts";
import { AccountFields } from "../sign-in/AccountFields.tsx";
import { Card } from "../sign-in/Card.tsx";
import { SETUP_STEPS } from "./steps.ts";

export interface SetupAccountProps {
  onSession: (session: Session) => Promise<void>;
  onLogIn: () => void;
}

/** The first step of a new server: the administrator's account, by the code that the server printed. */
export function SetupAccount({ onSession, onLogIn }: SetupAccountProps) {
  const { signIn } = useText();
  const attempt = useAttempt();
  const [code] = useState(() => fromFragment("code"));
  const send = async (values: FormValues) => {
    const [name, password] = [values("name").trim(), values("password")];
    const session = await accounts.signup({ name, password, setupCode: code });
    // The code is used; it has nothing to do in the browser's history.
    history.replaceState(history.state, "", location.pathname);
    await onSession(session);
  };
  const toLogin = <Button onClick={onLogIn}>{signIn.toLogin}</Button>;
  return (
    <Card title={signIn.setup} about={signIn.setupAbout} step={signIn.step(1, SETUP_STEPS)}>
      {code === undefined ? (
        <>
          <Notice kind="error">{signIn.setupCodeMissing}</Notice>
          {toLogin}
        </>
      ) : (
        <AttemptForm
          attempt={attempt}
          submit={signIn.next}
          onSubmit={send}
          fields={["name", "password"]}
          more={attempt.error !== undefined && toLogin}
        >
          <AccountFields error={attempt.error} />
        </AttemptForm>
      )}
    </Card>
  );
}
