import { LIMITS } from "@hubbub/client";

import { faultOf } from "../app/describe-fault.ts";
import { PasswordField } from "../design/PasswordField.tsx";
import { TextField } from "../design/TextField.tsx";
import { useText } from "../i18n/text.ts";

/** Name and password of a new account, with what is wrong with them. */
export function AccountFields({ error }: { error: unknown }) {
  const { signIn } = useText();
  return (
    <>
      <TextField
        label={signIn.name}
        hint={signIn.nameHint}
        error={faultOf("name", error)}
        name="name"
        autoComplete="username"
        autoCapitalize="none"
        maxLength={LIMITS.userNameLength}
        required
        autoFocus
      />
      <PasswordField
        label={signIn.password}
        hint={signIn.passwordHint(LIMITS.passwordBytesMin)}
        error={faultOf("password", error)}
        name="password"
        autoComplete="new-password"
        required
      />
    </>
  );
}
