import { Check, Copy } from "lucide-react";
import { useId, useState } from "react";

import { useText } from "../i18n/text.ts";
import { copyText } from "./copy-text.ts";
import { IconButton } from "./IconButton.tsx";
import { toast } from "./toast.ts";

import styles from "./CopyField.module.css";
import field from "./TextField.module.css";

/** Something to copy: a link, a code, a secret. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const text = useText();
  const id = useId();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    copyText(value).then(() => setCopied(true), toast.error);
  };
  return (
    <div className={field["field"]}>
      <label htmlFor={id}>{label}</label>
      <div className={styles["row"]}>
        <input
          id={id}
          readOnly
          className={field["input"]}
          value={value}
          onFocus={({ target }) => target.select()}
        />
        <IconButton
          icon={copied ? Check : Copy}
          label={copied ? text.common.copied : text.common.copy}
          onClick={copy}
        />
      </div>
    </div>
  );
}
