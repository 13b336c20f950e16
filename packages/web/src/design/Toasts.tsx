import { X } from "lucide-react";
import { useSyncExternalStore } from "react";

import { useText } from "../i18n/text.ts";
import { IconButton } from "./IconButton.tsx";
import { toast, type ToastState } from "./toast.ts";

import styles from "./Toasts.module.css";

/** Where toasts are shown; there once. */
export function Toasts() {
  const text = useText();
  const shown = useSyncExternalStore(toast.subscribe, () => toast.current);
  const of = (wanted: ToastState["kind"]) =>
    shown
      .filter(({ kind }) => kind === wanted)
      .map(({ id, kind, message }) => (
        <div
          key={id}
          className={styles["toast"]}
          data-kind={kind}
          role={kind === "error" ? "alert" : undefined}
        >
          <span>{message}</span>
          <IconButton size="small" icon={X} label={text.common.close} onClick={() => toast.close(id)} />
        </div>
      ));
  // Apart, or what is an alert would be said twice.
  return (
    <div className={styles["toasts"]}>
      <div className={styles["part"]} aria-live="polite">
        {of("info")}
      </div>
      <div className={styles["part"]}>{of("error")}</div>
    </div>
  );
}
