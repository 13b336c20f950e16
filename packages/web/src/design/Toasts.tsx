import { X } from "lucide-react";
import { useSyncExternalStore } from "react";

import { useText } from "../i18n/text.ts";
import { IconButton } from "./IconButton.tsx";
import { toast } from "./toast.ts";

import styles from "./Toasts.module.css";

/** Where toasts are shown; there once. */
export function Toasts() {
  const text = useText();
  const shown = useSyncExternalStore(toast.subscribe, () => toast.current);
  return (
    <div className={styles["toasts"]} aria-live="polite">
      {shown.map(({ id, kind, message }) => (
        <div
          key={id}
          className={styles["toast"]}
          data-kind={kind}
          role={kind === "error" ? "alert" : undefined}
        >
          <span>{message}</span>
          <IconButton size="small" icon={X} label={text.common.close} onClick={() => toast.close(id)} />
        </div>
      ))}
    </div>
  );
}
