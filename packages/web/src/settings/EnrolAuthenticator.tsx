import { lazy, Suspense, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import type { FormValues } from "../app/form-values.ts";
import { FormDialog } from "../app/FormDialog.tsx";
import { CopyField } from "../design/CopyField.tsx";
import { TextField } from "../design/TextField.tsx";
import { useText } from "../i18n/text.ts";
import type { AccountSectionProps } from "./AccountSettings.tsx";
import { OWN_PASSWORD, OwnPassword, proofOf } from "./OwnPassword.tsx";
import { RecoveryCodes } from "./RecoveryCodes.tsx";

const QrCode = lazy(async () => ({ default: (await import("../design/QrCode.tsx")).QrCode }));

/** Password, then the app's secret and its first code, then the recovery codes. */
export function EnrolAuthenticator({
  security,
  changed,
  onClose,
}: AccountSectionProps & { onClose: () => void }) {
  const { settings } = useText();
  const { own } = useChat();
  const [secret, setSecret] = useState<{ secret: string; uri: string }>();
  const [codes, setCodes] = useState<string[]>();
  if (codes !== undefined) return <RecoveryCodes codes={codes} onClose={onClose} />;
  const begin = async (values: FormValues) => {
    setSecret(await own.enrolTotp(proofOf(values)));
    return "stay" as const;
  };
  const confirm = async (values: FormValues) => {
    setCodes(await own.confirmTotp(values("code").replaceAll(" ", "")));
    changed();
    return "stay" as const;
  };
  if (secret === undefined) {
    return (
      <FormDialog
        size="small"
        key="password"
        title={settings.authenticator}
        submit={settings.next}
        onSubmit={begin}
        onClose={onClose}
        fields={[OWN_PASSWORD]}
      >
        {(error) => <OwnPassword isThere={security.password} error={error} />}
      </FormDialog>
    );
  }
  return (
    <FormDialog
      size="small"
      key="code"
      title={settings.authenticator}
      submit={settings.confirm}
      onSubmit={confirm}
      onClose={onClose}
    >
      <>
        <p>{settings.scan}</p>
        <Suspense>
          <QrCode value={secret.uri} label={settings.qr} size={200} />
        </Suspense>
        <CopyField label={settings.secret} value={secret.secret} />
        <TextField
          label={settings.firstCode}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
        />
      </>
    </FormDialog>
  );
}
