import { LIMITS } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { faultOf } from "../app/describe-fault.ts";
import type { FormValues } from "../app/form-values.ts";
import { FormDialog } from "../app/FormDialog.tsx";
import { Button } from "../design/Button.tsx";
import { PasswordField } from "../design/PasswordField.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import type { AccountSectionProps } from "./AccountSettings.tsx";
import { Section } from "./Section.tsx";

export function PasswordSection({ security, changed }: AccountSectionProps) {
  const { settings, signIn } = useText();
  const { own } = useChat();
  const [isOpen, setOpen] = useState(false);
  const has = security.password;
  const action = has ? settings.changePassword : settings.setPassword;
  const save = async (values: FormValues) => {
    await own.changePassword({ ...(has && { current: values("current") }), next: values("next") });
    toast.info(settings.passwordChanged);
    changed();
  };
  return (
    <Section title={settings.password} about={has ? settings.passwordAbout : settings.noPassword}>
      <Button onClick={() => setOpen(true)}>{action}</Button>
      {isOpen && (
        <FormDialog
          size="small"
          title={action}
          submit={action}
          onSubmit={save}
          onClose={() => setOpen(false)}
          fields={["current_password", "new_password"]}
        >
          {(error) => (
            <>
              {has && (
                <PasswordField
                  label={settings.currentPassword}
                  error={faultOf("current_password", error)}
                  name="current"
                  autoComplete="current-password"
                  required
                  autoFocus
                />
              )}
              <PasswordField
                label={settings.newPassword}
                hint={signIn.passwordHint(LIMITS.passwordBytesMin)}
                error={faultOf("new_password", error)}
                name="next"
                autoComplete="new-password"
                required
              />
            </>
          )}
        </FormDialog>
      )}
    </Section>
  );
}
