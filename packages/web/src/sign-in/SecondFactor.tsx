import type { SecondFactorRequired, Session } from "@hubbub/client";

import { AttemptForm } from "../app/AttemptForm.tsx";
import { AttemptNotice } from "../app/AttemptNotice.tsx";
import type { FormValues } from "../app/form-values.ts";
import { accounts } from "../app/session.ts";
import { useAttempt } from "../app/use-attempt.ts";
import { Button } from "../design/Button.tsx";
import { TextField } from "../design/TextField.tsx";
import { useText } from "../i18n/text.ts";
import { Card, Foot } from "./Card.tsx";
import { askPasskey, havePasskeys, namedFault } from "./passkeys.ts";

import styles from "./Card.module.css";

export interface SecondFactorProps {
  required: SecondFactorRequired;
  onSession: (session: Session) => Promise<void>;
  onCancel: () => void;
}

/** After a right password, for an account that wants more: a code or a passkey. */
export function SecondFactor({ required, onSession, onCancel }: SecondFactorProps) {
  const { signIn } = useText();
  const code = useAttempt();
  const passkey = useAttempt();
  const { ticket, methods } = required;
  const sendCode = async (values: FormValues) =>
    onSession(await accounts.secondFactor(ticket, { code: values("code").trim() }));
  const usePasskey = () =>
    passkey.run(async () => {
      const answer = await askPasskey({ ticket }).catch(namedFault);
      await onSession(await accounts.secondFactor(ticket, { passkey: answer }));
    });
  return (
    <Card title={signIn.secondStep}>
      {methods.includes("code") && (
        <AttemptForm attempt={code} submit={signIn.withCode} onSubmit={sendCode}>
          <TextField
            label={signIn.code}
            hint={signIn.codeHint}
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus
          />
        </AttemptForm>
      )}
      {methods.includes("passkey") && havePasskeys() && (
        <Button className={styles["wide"]} busy={passkey.busy} onClick={() => void usePasskey()}>
          {signIn.usePasskey}
        </Button>
      )}
      <AttemptNotice attempt={passkey} />
      <Foot action={signIn.startOver} onClick={onCancel} />
    </Card>
  );
}
