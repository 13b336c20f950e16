import type { Session } from "@hubbub/client";
import { useEffect, useEffectEvent } from "react";

import { accounts } from "../app/session.ts";
import { Spinner } from "../design/Spinner.tsx";
import { useText } from "../i18n/text.ts";
import { Card } from "./Card.tsx";

import styles from "./Card.module.css";

export interface SsoArrivalProps {
  code: string;
  verifier: string;
  onSession: (session: Session) => Promise<void>;
  onError: (error: unknown) => void;
}

/** While what the single sign-on gave is traded for a session. */
export function SsoArrival({ code, verifier, onSession, onError }: SsoArrivalProps) {
  const { signIn } = useText();
  const arrive = useEffectEvent(async () => onSession(await accounts.finishSso(code, verifier)));
  const fail = useEffectEvent(onError);
  useEffect(() => {
    arrive().catch((error: unknown) => fail(error));
  }, [code, verifier]);
  return (
    <Card title={signIn.title}>
      <p className={styles["foot"]} role="status">
        <Spinner /> {signIn.ssoGoing}
      </p>
    </Card>
  );
}
