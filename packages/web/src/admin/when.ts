import { language } from "../i18n/text.ts";

const format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", hour12: false });

/** Date and time of `ms` since 1970 UTC, as the reader's clock shows it. */
export function when(ms: number): string {
  return format.format(ms);
}
