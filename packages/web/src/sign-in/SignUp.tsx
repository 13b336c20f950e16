import type { Session } from "@hubbub/client";
import { type ReactNode, useState } from "react";

import { AttemptForm } from "../app/AttemptForm.tsx";
import { faultOf } from "../app/describe-fault.ts";
import type { FormValues } from "../app/form-values.ts";
import { fromFragment } from "../app/fragment.ts";
import { accounts } from "../app/session.ts";
import { useAttempt } from "../app/use-attempt.ts";
import { Notice } from "../design/Notice.tsx";
import { TextField } from "../design/TextField.tsx";
import { useText } from "../i18n/text.ts";
import { AccountFields } from "./AccountFields.tsx";
import { Card, Foot } from "./Card.tsx";
import type { KnownMethods } from "./use-methods.ts";

export interface SignUpProps {
  known: KnownMethods;
  why: ReactNode;
  onSession: (session: Session) => Promise<void>;
  onLogIn: () => void;
}

/** For who has no account yet, with an invitation where the server wants one. */
export function SignUp({ known, why, onSession, onLogIn }: SignUpProps) {
  const text = useText();
  const { signIn } = text;
  const attempt = useAttempt();
  const [linked] = useState(() => fromFragment("invitation"));
  const mode = known.methods?.signup;
  const send = async (values: FormValues) => {
    const invitation = linked ?? (values("invitation").trim() || undefined);
    const [name, password] = [values("name").trim(), values("password")];
    await onSession(await accounts.signup({ name, password, invitation }));
  };
  const faults = linked === undefined ? ["name", "password", "invitation"] : ["name", "password"];
  return (
    <Card title={signIn.join} about={linked !== undefined ? signIn.joinAbout : undefined}>
      {why}
      {mode === "closed" ? (
        <Notice>{signIn.closed}</Notice>
      ) : (
        <AttemptForm attempt={attempt} submit={signIn.createAccount} onSubmit={send} fields={faults}>
          <AccountFields error={attempt.error} />
          {mode === "invite" && linked === undefined && (
            <TextField
              label={signIn.invitation}
              hint={signIn.invitationHint}
              name="invitation"
              error={faultOf("invitation", attempt.error)}
              required
            />
          )}
        </AttemptForm>
      )}
      <Foot action={signIn.logIn} onClick={onLogIn}>
        {signIn.haveAccount}
      </Foot>
    </Card>
  );
}
