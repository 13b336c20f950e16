import { useAdminText } from "../../i18n/admin-text.ts";
import type { Span } from "./use-health.ts";

import styles from "./Health.module.css";

/** Whether the last hour or the last minute is shown. */
export function RangeChoice({ span, onChange }: { span: Span; onChange: (span: Span) => void }) {
  const text = useAdminText().health;
  const names = { hour: text.lastHour, minute: text.lastMinute };
  return (
    <div className={styles["range"]} role="group" aria-label={text.range}>
      {(["hour", "minute"] as const).map((each) => (
        <button key={each} type="button" aria-pressed={span === each} onClick={() => onChange(each)}>
          {names[each]}
        </button>
      ))}
    </div>
  );
}
