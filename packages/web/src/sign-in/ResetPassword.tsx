import { LIMITS } from "@hubbub/client";
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
import { useText } from "../i18n/text.ts";
import { Card } from "./Card.tsx";

/** Another password by the link that an administrator made. */
export function ResetPassword({ onLogIn }: { onLogIn: () => void }) {
  const { signIn } = useText();
  const attempt = useAttempt();
  const [code] = useState(() => fromFragment("code"));
  const [done, setDone] = useState(false);
  const send = async (values: FormValues) => {
    await accounts.resetPassword(code ?? "", values("password"));
    setDone(true);
  };
  const toLogin = (
    <Button kind={done ? "primary" : "secondary"} onClick={onLogIn}>
      {signIn.logIn}
    </Button>
  );
  if (done) {
    return (
      <Card title={signIn.reset}>
        <Notice>{signIn.resetDone}</Notice>
        {toLogin}
      </Card>
    );
  }
  return (
    <Card title={signIn.reset} about={signIn.resetAbout}>
      {code === undefined ? (
        <>
          <Notice kind="error">{signIn.resetCodeMissing}</Notice>
          {toLogin}
        </>
      ) : (
        <AttemptForm
          attempt={attempt}
          submit={signIn.setPassword}
          onSubmit={send}
          fields={["new_password"]}
          more={toLogin}
        >
          <PasswordField
            label={signIn.newPassword}
            hint={signIn.passwordHint(LIMITS.passwordBytesMin)}
            error={faultOf("new_password", attempt.error)}
            name="password"
            autoComplete="new-password"
            required
            autoFocus
          />
        </AttemptForm>
      )}
    </Card>
  );
}
