import { useState } from "react";

import { AttemptForm } from "../app/AttemptForm.tsx";
import { faultOf } from "../app/describe-fault.ts";
import type { FormValues } from "../app/form-values.ts";
import { accounts } from "../app/session.ts";
import { useAttempt } from "../app/use-attempt.ts";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { TextField } from "../design/TextField.tsx";
import { useText } from "../i18n/text.ts";
import { Card } from "./Card.tsx";

/** Characters of a name or an address, at most. */
const ACCOUNT_LENGTH = 254;

/** Has a link for another password mailed. Whether there is such an account isn't told. */
export function ForgottenPassword({ onLogIn }: { onLogIn: () => void }) {
  const { signIn, common } = useText();
  const attempt = useAttempt();
  const [isAsked, setAsked] = useState(false);
  const ask = async (values: FormValues) => {
    await accounts.forgotPassword(values("account").trim());
    setAsked(true);
  };
  const back = <Button onClick={onLogIn}>{common.back}</Button>;
  if (isAsked) {
    return (
      <Card title={signIn.reset}>
        <Notice>{signIn.mailOnItsWay}</Notice>
        {back}
      </Card>
    );
  }
  return (
    <Card title={signIn.reset} about={signIn.forgottenAbout}>
      <AttemptForm attempt={attempt} submit={signIn.sendLink} onSubmit={ask} fields={["account"]} more={back}>
        <TextField
          label={signIn.nameOrEmail}
          error={faultOf("account", attempt.error)}
          name="account"
          autoComplete="username"
          autoCapitalize="none"
          maxLength={ACCOUNT_LENGTH}
          required
          autoFocus
        />
      </AttemptForm>
    </Card>
  );
}
