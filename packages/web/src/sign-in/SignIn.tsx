import type { HubbubError, Session } from "@hubbub/client";
import { type ReactNode, useState } from "react";
import { useLocation } from "wouter";

import { describeFault } from "../app/describe-fault.ts";
import { routes } from "../app/routes.ts";
import { keepSession } from "../app/session.ts";
import { Notice } from "../design/Notice.tsx";
import { SetupAccount } from "../first-run/SetupAccount.tsx";
import { useText } from "../i18n/text.ts";
import { Login } from "./Login.tsx";
import { ResetPassword } from "./ResetPassword.tsx";
import { SignUp } from "./SignUp.tsx";
import { type SsoReturn, takeSsoReturn } from "./sso.ts";
import { SsoArrival } from "./SsoArrival.tsx";
import { useMethods } from "./use-methods.ts";

export interface SignInProps {
  onDone: () => void;
  /** Why the session that was there has ended. */
  ended?: HubbubError | undefined;
}

/** Everything for who isn't logged in. `onDone` is called when somebody is; the address that was asked for stays. */
export function SignIn({ onDone, ended }: SignInProps) {
  const { signIn } = useText();
  const [path, navigate] = useLocation();
  const known = useMethods();
  const [isNew, setNew] = useState(path === routes.join);
  const [arrival, setArrival] = useState(takeSsoReturn);
  const [error, setError] = useState<unknown>();
  const enter = async (session: Session) => {
    await keepSession(session);
    onDone();
  };
  const toLogin = () => {
    if (path === routes.join || path === routes.setup || path === routes.resetPassword)
      navigate(routes.login);
    setNew(false);
  };
  if (arrival !== undefined && "code" in arrival && error === undefined) {
    return <SsoArrival {...arrival} onSession={enter} onError={setError} />;
  }
  if (path === routes.setup) return <SetupAccount onSession={enter} onLogIn={toLogin} />;
  if (path === routes.resetPassword) return <ResetPassword onLogIn={toLogin} />;
  const why: ReactNode = (
    <>
      {ended !== undefined && <Notice>{signIn.sessionEnded}</Notice>}
      {path.startsWith(routes.invite("")) && <Notice>{signIn.toChannel}</Notice>}
      {error !== undefined && <Notice kind="error">{describeFault(error)}</Notice>}
      <SsoFailure arrival={arrival} />
    </>
  );
  const switched = () => {
    setArrival(undefined);
    setNew(true);
  };
  if (isNew) return <SignUp known={known} why={why} onSession={enter} onLogIn={toLogin} />;
  return <Login known={known} why={why} onSession={enter} onSignUp={switched} />;
}

function SsoFailure({ arrival }: { arrival: SsoReturn | undefined }) {
  const { signIn } = useText();
  if (arrival === undefined || "code" in arrival) return null;
  return <Notice kind="error">{arrival.failed === "refused" ? signIn.ssoFailed : signIn.ssoLost}</Notice>;
}
