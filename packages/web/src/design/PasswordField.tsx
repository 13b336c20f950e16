import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";

import { useText } from "../i18n/text.ts";
import { IconButton } from "./IconButton.tsx";
import { TextField, type TextFieldProps } from "./TextField.tsx";

/** A password, which can be looked at while it is typed. */
export function PasswordField(props: Omit<TextFieldProps, "type" | "action">) {
  const text = useText();
  const [isShown, setShown] = useState(false);
  const toggle = (
    <IconButton
      icon={isShown ? EyeOff : Eye}
      label={text.common.showPassword}
      pressed={isShown}
      onClick={() => setShown(!isShown)}
    />
  );
  return <TextField {...props} type={isShown ? "text" : "password"} action={toggle} />;
}
