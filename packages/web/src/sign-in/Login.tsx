import { SecondFactorRequired, type Session } from "@hubbub/client";
import { KeyRound } from "lucide-react";
import { type ReactNode, useState } from "react";

import { AttemptForm } from "../app/AttemptForm.tsx";
import { describeFault } from "../app/describe-fault.ts";
import type { FormValues } from "../app/form-values.ts";
import { accounts } from "../app/session.ts";
import { useAttempt } from "../app/use-attempt.ts";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { PasswordField } from "../design/PasswordField.tsx";
import { TextField } from "../design/TextField.tsx";
import { useText } from "../i18n/text.ts";
import { Card, Foot } from "./Card.tsx";
import { havePasskeys } from "./passkeys.ts";
import { SecondFactor } from "./SecondFactor.tsx";
import { goToSso } from "./sso.ts";
import type { KnownMethods } from "./use-methods.ts";
import { usePasskeyLogin } from "./use-passkey-login.ts";

import styles from "./Card.module.css";

export interface LoginProps {
  known: KnownMethods;
  /** Why the user is here. */
  why: ReactNode;
  onSession: (session: Session) => Promise<void>;
  onSignUp: () => void;
  onForgotten: () => void;
}

/** For who has an account: by password, passkey or single sign-on. */
export function Login({ known, why, onSession, onSignUp, onForgotten }: LoginProps) {
  const text = useText();
  const { signIn } = text;
  const attempt = useAttempt();
  const [second, setSecond] = useState<SecondFactorRequired>();
  const passkey = usePasskeyLogin({ onSession, isPaused: second !== undefined });
  const leave = useAttempt();
  const { methods, error: unknown, retry } = known;
  if (second !== undefined) {
    return <SecondFactor required={second} onSession={onSession} onCancel={() => setSecond(undefined)} />;
  }
  const logIn = async (values: FormValues) => {
    try {
      const [name, password] = [values("name"), values("password")];
      await onSession(await accounts.login({ name, password }));
    } catch (refused) {
      if (!(refused instanceof SecondFactorRequired)) throw refused;
      setSecond(refused);
    }
  };
  const other = passkey.error ?? leave.error;
  return (
    <Card title={text.signIn.title}>
      {why}
      {unknown !== undefined && (
        <Notice kind="error">
          {text.signIn.methodsUnknown}{" "}
          <button type="button" className={styles["link"]} onClick={retry}>
            {text.common.retry}
          </button>
        </Notice>
      )}
      <AttemptForm attempt={attempt} submit={text.signIn.logIn} onSubmit={logIn}>
        <TextField label={text.signIn.name} name="name" autoComplete="username webauthn" required autoFocus />
        <PasswordField
          label={text.signIn.password}
          name="password"
          autoComplete="current-password"
          required
        />
      </AttemptForm>
      {(havePasskeys() || methods?.sso !== undefined) && <div className={styles["or"]}>{text.signIn.or}</div>}
      {methods?.sso !== undefined && (
        <Button className={styles["wide"]} busy={leave.busy} onClick={() => void leave.run(goToSso)}>
          {methods.sso.name}
        </Button>
      )}
      {havePasskeys() && (
        <Button className={styles["wide"]} busy={passkey.busy} onClick={passkey.logIn}>
          <KeyRound aria-hidden size={16} /> {text.signIn.withPasskey}
        </Button>
      )}
      {other !== undefined && <Notice kind="error">{describeFault(other)}</Notice>}
      <SignUpHint methods={methods} onSignUp={onSignUp} />
      {methods?.passwordMail === true ? (
        <Foot action={signIn.setAnother} onClick={onForgotten}>
          {signIn.forgotten}
        </Foot>
      ) : (
        <Foot>{`${signIn.forgotten} ${signIn.askAdministrator}`}</Foot>
      )}
    </Card>
  );
}

function SignUpHint({ methods, onSignUp }: { methods: KnownMethods["methods"]; onSignUp: () => void }) {
  const { signIn } = useText();
  if (methods === undefined) return null;
  return (
    <>
      {methods.signup === "open" && (
        <Foot action={signIn.createAccount} onClick={onSignUp}>
          {signIn.noAccount}
        </Foot>
      )}
      {methods.signup === "invite" && <Foot>{`${signIn.noAccount} ${signIn.inviteOnly}`}</Foot>}
      {methods.signup === "closed" && <Foot>{`${signIn.noAccount} ${signIn.closed}`}</Foot>}
    </>
  );
}
