import { Select } from "../design/Select.tsx";
import { useAdminText } from "../i18n/admin-text.ts";

const DAY_MS = 86_400_000;

/** How many days something is good for; "0": for ever. */
export function ExpirySelect({ value, onChange }: { value: string; onChange: (days: string) => void }) {
  const text = useAdminText();
  const options = [
    ["1", text.in1Day],
    ["7", text.in7Days],
    ["30", text.in30Days],
    ["365", text.in1Year],
    ["0", text.never],
  ] as const;
  return <Select label={text.expires} options={options} value={value} onChange={onChange} />;
}

/** The moment in ms since 1970 UTC, as an option of a call; none for "0". */
export function expiryIn(days: string): { expiresAt?: number } {
  return days === "0" ? {} : { expiresAt: Date.now() + Number(days) * DAY_MS };
}
