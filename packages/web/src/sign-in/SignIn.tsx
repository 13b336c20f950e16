import { type HubbubError, type Session, SessionEnded } from "@hubbub/client";
import { type ReactNode, useState } from "react";
import { useLocation } from "wouter";

import { describeFault } from "../app/describe-fault.ts";
import { routes } from "../app/routes.ts";
import { keepSession } from "../app/session.ts";
import { JOIN_AT_ONCE } from "../channel/join-at-once.ts";
import { Notice } from "../design/Notice.tsx";
import { SetupAccount } from "../first-run/SetupAccount.tsx";
import { useText } from "../i18n/text.ts";
import { ForgottenPassword } from "./ForgottenPassword.tsx";
import { Login } from "./Login.tsx";
import { ResetPassword } from "./ResetPassword.tsx";
import { SignUp } from "./SignUp.tsx";
import { type SsoReturn, useSsoReturn } from "./sso.ts";
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
  const [screen, setScreen] = useState<"login" | "sign-up" | "forgotten">(
    path === routes.join ? "sign-up" : "login",
  );
  const [arrival, forgetArrival] = useSsoReturn();
  const [error, setError] = useState<unknown>();
  const enter = async (session: Session) => {
    await keepSession(session);
    // Who was told to get into the channel by logging in needn't be asked again.
    if (path.startsWith(routes.invite(""))) navigate(path, { replace: true, state: JOIN_AT_ONCE });
    onDone();
  };
  const enterReset = async (session: Session) => {
    navigate(routes.home, { replace: true });
    await enter(session);
  };
  const toLogin = () => {
    if (path === routes.join || path === routes.setup || path === routes.resetPassword)
      navigate(routes.login);
    setScreen("login");
  };
  if (arrival !== undefined && "code" in arrival && error === undefined) {
    return <SsoArrival {...arrival} onSession={enter} onError={setError} />;
  }
  if (path === routes.setup) return <SetupAccount onSession={enter} onLogIn={toLogin} />;
  if (path === routes.resetPassword) return <ResetPassword onSession={enterReset} onLogIn={toLogin} />;
  if (screen === "forgotten") return <ForgottenPassword onLogIn={toLogin} />;
  const why: ReactNode = (
    <>
      {ended !== undefined && (
        <Notice>{signIn.sessionEnded[ended instanceof SessionEnded ? ended.why : "unknown"]}</Notice>
      )}
      {path.startsWith(routes.invite("")) && <Notice>{signIn.toChannel}</Notice>}
      {error !== undefined && <Notice kind="error">{describeFault(error)}</Notice>}
      <SsoFailure arrival={arrival} />
    </>
  );
  const switched = () => {
    forgetArrival();
    setScreen("sign-up");
  };
  if (screen === "sign-up") return <SignUp known={known} why={why} onSession={enter} onLogIn={toLogin} />;
  const forgotten = () => setScreen("forgotten");
  return <Login known={known} why={why} onSession={enter} onSignUp={switched} onForgotten={forgotten} />;
}

function SsoFailure({ arrival }: { arrival: SsoReturn | undefined }) {
  const { signIn } = useText();
  if (arrival === undefined || "code" in arrival) return null;
  return <Notice kind="error">{signIn.ssoFailures[arrival.failed]}</Notice>;
}
