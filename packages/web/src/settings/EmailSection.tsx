import { useEffect, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { faultOf, faultyField } from "../app/describe-fault.ts";
import type { FormValues } from "../app/form-values.ts";
import { FormDialog } from "../app/FormDialog.tsx";
import { fromFragment } from "../app/fragment.ts";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { TextField } from "../design/TextField.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import type { AccountSectionProps } from "./AccountSettings.tsx";
import { OWN_PASSWORD, OwnPassword, proofOf } from "./OwnPassword.tsx";
import { Section } from "./Section.tsx";

import styles from "./Section.module.css";

export function EmailSection({ security, changed }: AccountSectionProps) {
  const { settings } = useText();
  const { email, emailVerified } = security;
  const isWaiting = email !== undefined && !emailVerified;
  const [linked] = useState(() => fromFragment("email-code"));
  const [isLate] = useState(linked !== undefined && !isWaiting);
  const [open, setOpen] = useState<"set" | "remove" | "verify" | undefined>(
    linked !== undefined && isWaiting ? "verify" : undefined,
  );
  useEffect(() => {
    // The code is taken; it has nothing to do in the browser's history.
    if (linked !== undefined) history.replaceState(history.state, "", location.pathname);
  }, [linked]);
  const close = () => setOpen(undefined);
  return (
    <Section title={settings.email} about={settings.emailAbout}>
      {email === undefined ? (
        <p className={styles["muted"]}>{settings.noEmail}</p>
      ) : (
        <p>
          {email}{" "}
          <span className={styles["tag"]}>{emailVerified ? settings.verified : settings.notVerified}</span>
        </p>
      )}
      {isLate && <Notice>{settings.emailLinkLate}</Notice>}
      <div className={styles["buttons"]}>
        {isWaiting && <Button onClick={() => setOpen("verify")}>{settings.verifyEmail}</Button>}
        <Button onClick={() => setOpen("set")}>
          {email === undefined ? settings.setEmail : settings.changeEmail}
        </Button>
        {email !== undefined && (
          <Button kind="quiet" onClick={() => setOpen("remove")}>
            {settings.removeEmail}
          </Button>
        )}
      </div>
      {(open === "set" || open === "remove") && (
        <SetEmail security={security} changed={changed} isRemoval={open === "remove"} onClose={close} />
      )}
      {open === "verify" && <VerifyEmail code={linked} changed={changed} onClose={close} />}
    </Section>
  );
}

interface SetEmailProps extends AccountSectionProps {
  isRemoval: boolean;
  onClose: () => void;
}

function SetEmail({ security, changed, isRemoval, onClose }: SetEmailProps) {
  const { settings } = useText();
  const { own } = useChat();
  const save = async (values: FormValues) => {
    await own.setEmail(isRemoval ? undefined : values("email").trim(), proofOf(values));
    if (!isRemoval) toast.info(settings.emailSet);
    changed();
  };
  return (
    <FormDialog
      size="small"
      title={settings.email}
      submit={isRemoval ? settings.removeEmail : settings.setEmail}
      onSubmit={save}
      onClose={onClose}
      fields={isRemoval ? [OWN_PASSWORD] : [OWN_PASSWORD, "email"]}
    >
      {(error) => (
        <>
          {!isRemoval && (
            <TextField
              label={settings.email}
              error={faultOf("email", error)}
              name="email"
              type="email"
              autoComplete="email"
              required
            />
          )}
          <OwnPassword isThere={security.password} error={error} />
        </>
      )}
    </FormDialog>
  );
}

interface VerifyEmailProps {
  /** From the link that was mailed. */
  code: string | undefined;
  changed: () => void;
  onClose: () => void;
}

function VerifyEmail({ code, changed, onClose }: VerifyEmailProps) {
  const { settings } = useText();
  const { own } = useChat();
  const verify = async (values: FormValues) => {
    await own.verifyEmail(values("code").trim());
    toast.info(settings.emailVerified);
    changed();
  };
  return (
    <FormDialog
      size="small"
      title={settings.verifyEmail}
      submit={settings.verifyEmail}
      onSubmit={verify}
      onClose={onClose}
      fields={["code"]}
    >
      {(error) => (
        <TextField
          label={settings.emailCode}
          name="code"
          defaultValue={code}
          error={faultyField(error) === "code" ? settings.badEmailCode : undefined}
          autoComplete="one-time-code"
          required
          autoFocus
        />
      )}
    </FormDialog>
  );
}
