import { useState } from "react";

import { useChat } from "../app/chat-context.ts";
import type { FormValues } from "../app/form-values.ts";
import { FormDialog } from "../app/FormDialog.tsx";
import { Button } from "../design/Button.tsx";
import { TextField } from "../design/TextField.tsx";
import { useText } from "../i18n/text.ts";
import type { AccountSectionProps } from "./AccountSettings.tsx";
import { EnrolAuthenticator } from "./EnrolAuthenticator.tsx";
import { OWN_PASSWORD, OwnPassword, proofOf } from "./OwnPassword.tsx";
import { RecoveryCodes } from "./RecoveryCodes.tsx";
import { Section } from "./Section.tsx";

import styles from "./Section.module.css";

export function AuthenticatorSection({ security, changed }: AccountSectionProps) {
  const { settings } = useText();
  const [open, setOpen] = useState<"enrol" | "off" | "codes">();
  const close = () => setOpen(undefined);
  const props = { security, changed, onClose: close };
  return (
    <Section title={settings.authenticator} about={settings.authenticatorAbout}>
      {security.totp && (
        <p>
          <span className={styles["tag"]}>{settings.isOn}</span>{" "}
          {settings.codesLeft(security.recoveryCodesLeft)}
        </p>
      )}
      <div className={styles["buttons"]}>
        {security.totp ? (
          <>
            <Button onClick={() => setOpen("codes")}>{settings.newCodes}</Button>
            <Button onClick={() => setOpen("off")}>{settings.turnOff}</Button>
          </>
        ) : (
          <Button onClick={() => setOpen("enrol")}>{settings.setUp}</Button>
        )}
      </div>
      {open === "enrol" && <EnrolAuthenticator {...props} />}
      {open === "codes" && <NewCodes {...props} />}
      {open === "off" && <TurnOff {...props} />}
    </Section>
  );
}

interface DialogProps extends AccountSectionProps {
  onClose: () => void;
}

function NewCodes({ security, changed, onClose }: DialogProps) {
  const { settings } = useText();
  const { own } = useChat();
  const [codes, setCodes] = useState<string[]>();
  if (codes !== undefined) return <RecoveryCodes codes={codes} onClose={onClose} />;
  const make = async (values: FormValues) => {
    setCodes(await own.newRecoveryCodes(proofOf(values)));
    changed();
    return "stay" as const;
  };
  return (
    <FormDialog
      size="small"
      title={settings.newCodes}
      submit={settings.newCodes}
      onSubmit={make}
      onClose={onClose}
      fields={[OWN_PASSWORD]}
    >
      {(error) => (
        <>
          <p>{settings.newCodesAbout}</p>
          <OwnPassword isThere={security.password} error={error} />
        </>
      )}
    </FormDialog>
  );
}

function TurnOff({ security, changed, onClose }: DialogProps) {
  const { settings } = useText();
  const { own } = useChat();
  const turnOff = async (values: FormValues) => {
    await own.turnOffTotp(security.password ? proofOf(values) : { code: values("code").trim() });
    changed();
  };
  return (
    <FormDialog
      size="small"
      title={settings.authenticator}
      submit={settings.turnOff}
      onSubmit={turnOff}
      onClose={onClose}
      fields={[OWN_PASSWORD]}
    >
      {(error) => (
        <>
          <p>{settings.turnOffAbout}</p>
          <OwnPassword isThere={security.password} error={error} />
          {!security.password && (
            <TextField label={settings.appCode} name="code" autoComplete="one-time-code" required autoFocus />
          )}
        </>
      )}
    </FormDialog>
  );
}
