import { LIMITS, SecondFactorRequired, type Session } from "@hubbub/client";
import { useState } from "react";

import { AttemptForm } from "../app/AttemptForm.tsx";
import { faultOf } from "../app/describe-fault.ts";
import type { FormValues } from "../app/form-values.ts";
import { fromFragment } from "../app/fragment.ts";
import { accounts } from "../app/session.ts";
import { useAttempt } from "../app/use-attempt.ts";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { PasswordField } from "../design/PasswordField.tsx";
import { TextField } from "../design/TextField.tsx";
import { useText } from "../i18n/text.ts";
import { Card } from "./Card.tsx";
import { SecondFactor } from "./SecondFactor.tsx";

export interface ResetPasswordProps {
  /** Logs in with the new password. */
  onSession: (session: Session) => Promise<void>;
  onLogIn: () => void;
}

/** Another password by the link that was mailed or that an administrator made; then the user is logged in with it. */
export function ResetPassword({ onSession, onLogIn }: ResetPasswordProps) {
  const { signIn } = useText();
  const attempt = useAttempt();
  const [code] = useState(() => fromFragment("code"));
  const [isDone, setDone] = useState(false);
  const [second, setSecond] = useState<SecondFactorRequired>();
  const send = async (values: FormValues) => {
    const password = values("password");
    const name = await accounts.resetPassword(code ?? values("code").trim(), password);
    // It is set, whatever becomes of the login.
    setDone(true);
    try {
      await onSession(await accounts.login({ name, password }));
    } catch (refused) {
      if (!(refused instanceof SecondFactorRequired)) throw refused;
      setSecond(refused);
    }
  };
  if (second !== undefined)
    return <SecondFactor required={second} onSession={onSession} onCancel={onLogIn} />;
  const toLogin = (
    <Button kind={isDone ? "primary" : "secondary"} onClick={onLogIn}>
      {signIn.logIn}
    </Button>
  );
  if (isDone) {
    return (
      <Card title={signIn.reset}>
        <Notice>{signIn.resetDone}</Notice>
        {toLogin}
      </Card>
    );
  }
  return (
    <Card title={signIn.reset} about={signIn.resetAbout}>
      <AttemptForm
        attempt={attempt}
        submit={signIn.setPassword}
        onSubmit={send}
        fields={code === undefined ? ["new_password", "code"] : ["new_password"]}
        more={toLogin}
      >
        {code === undefined && (
          <TextField
            label={signIn.code}
            hint={signIn.resetCodeHint}
            error={faultOf("code", attempt.error)}
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus
          />
        )}
        <PasswordField
          label={signIn.newPassword}
          hint={signIn.passwordHint(LIMITS.passwordBytesMin)}
          error={faultOf("new_password", attempt.error)}
          name="password"
          autoComplete="new-password"
          required
          autoFocus={code !== undefined}
        />
      </AttemptForm>
    </Card>
  );
}
