import { faultOf } from "../app/describe-fault.ts";
import type { FormValues } from "../app/form-values.ts";
import { PasswordField } from "../design/PasswordField.tsx";
import { useText } from "../i18n/text.ts";

/** The name of the field. */
export const OWN_PASSWORD = "password";

export interface OwnPasswordProps {
  /** The account has one; else nothing is asked. */
  isThere: boolean;
  error: unknown;
}

/** The password again, before what somebody else at this browser must not do. */
export function OwnPassword({ isThere, error }: OwnPasswordProps) {
  const { settings } = useText();
  if (!isThere) return null;
  return (
    <PasswordField
      label={settings.yourPassword}
      hint={settings.yourPasswordHint}
      error={faultOf(OWN_PASSWORD, error)}
      name={OWN_PASSWORD}
      autoComplete="current-password"
      required
      autoFocus
    />
  );
}

/** What the field says, as the server takes it. */
export function proofOf(values: FormValues): { password?: string } {
  const password = values(OWN_PASSWORD);
  return password === "" ? {} : { password };
}
