import type { LinkedIdentity } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../app/chat-context.ts";
import type { FormValues } from "../app/form-values.ts";
import { FormDialog } from "../app/FormDialog.tsx";
import { Button } from "../design/Button.tsx";
import { ConfirmDialog } from "../design/ConfirmDialog.tsx";
import { Notice } from "../design/Notice.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { goToSso, type SsoReturn, useSsoReturn } from "../sign-in/sso.ts";
import { useMethods } from "../sign-in/use-methods.ts";
import type { AccountSectionProps } from "./AccountSettings.tsx";
import { OWN_PASSWORD, OwnPassword, proofOf } from "./OwnPassword.tsx";
import { Section } from "./Section.tsx";

import styles from "./Section.module.css";

/** Logins elsewhere that are linked with the account; nothing where the server has no single sign-on. */
export function SsoSection({ security, changed }: AccountSectionProps) {
  const { settings, signIn } = useText();
  const { methods } = useMethods();
  const [arrival, forgetArrival] = useSsoReturn();
  const [unlinking, setUnlinking] = useState<LinkedIdentity>();
  const { own } = useChat();
  const { identities } = security;
  if (methods?.sso === undefined && identities.length === 0) return null;
  const unlink = async (identity: LinkedIdentity) => {
    await own.unlinkSso(identity);
    changed();
  };
  return (
    <Section title={settings.sso} about={methods?.sso && settings.ssoAbout(methods.sso.name)}>
      {arrival !== undefined && "failed" in arrival && (
        <Notice kind="error">{signIn.ssoFailures[arrival.failed]}</Notice>
      )}
      {identities.length > 0 && (
        <ul>
          {identities.map((identity) => (
            <li key={`${identity.issuer} ${identity.subject}`} className={styles["row"]}>
              <div className={styles["main"]}>
                {settings.linked}
                <div className={styles["detail"]}>{identity.issuer}</div>
              </div>
              <Button onClick={() => setUnlinking(identity)}>{settings.unlink}</Button>
            </li>
          ))}
        </ul>
      )}
      {methods?.sso !== undefined && identities.length === 0 && (
        <Button onClick={() => goToSso().catch(toast.error)}>{settings.link}</Button>
      )}
      {arrival !== undefined && "code" in arrival && (
        <LinkSso security={security} changed={changed} arrival={arrival} onClose={forgetArrival} />
      )}
      {unlinking !== undefined && (
        <ConfirmDialog
          title={settings.unlink}
          confirm={settings.unlink}
          danger
          onConfirm={() => unlink(unlinking)}
          onClose={() => setUnlinking(undefined)}
        >
          {settings.unlinkAbout}
        </ConfirmDialog>
      )}
    </Section>
  );
}

interface LinkSsoProps extends AccountSectionProps {
  arrival: Extract<SsoReturn, { code: string }>;
  onClose: () => void;
}

/** After coming back from the single sign-on. */
function LinkSso({ security, changed, arrival, onClose }: LinkSsoProps) {
  const { settings } = useText();
  const { own } = useChat();
  const link = async (values: FormValues) => {
    await own.linkSso(arrival.code, arrival.verifier, proofOf(values));
    toast.info(settings.linkDone);
    changed();
  };
  return (
    <FormDialog
      size="small"
      title={settings.sso}
      submit={settings.link}
      onSubmit={link}
      onClose={onClose}
      fields={[OWN_PASSWORD]}
    >
      {(error) => (
        <>
          <p>{settings.linkAbout}</p>
          <OwnPassword isThere={security.password} error={error} />
        </>
      )}
    </FormDialog>
  );
}
