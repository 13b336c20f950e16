import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";

import { copyText } from "../design/copy-text.ts";
import { IconButton } from "../design/IconButton.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";

import styles from "./CodeBlock.module.css";

/** How long it says that it was copied, in ms. */
const COPIED_MS = 2_000;

/** Code, as it was written, with a button that copies it. */
export function CodeBlock({ text: code, language }: { text: string; language: string }) {
  const text = useText();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <div className={styles["block"]}>
      {/* What is wider than the screen is scrolled, also by keyboard. */}
      <pre className={styles["code"]} tabIndex={0} role="region" aria-label={text.markdown.code(language)}>
        <code>{code}</code>
      </pre>
      <IconButton
        className={styles["copy"]}
        size="small"
        icon={copied ? Check : Copy}
        label={copied ? text.common.copied : text.markdown.copyCode}
        onClick={() => void copyText(code).then(() => setCopied(true), toast.error)}
      />
    </div>
  );
}
