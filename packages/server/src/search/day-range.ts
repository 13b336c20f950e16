/** From `from` to before `until`, in milliseconds since 1970 UTC. */
export interface TimeRange {
  from: number;
  until: number;
}

const DATE = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/;
const DAY_MS = 24 * 3600 * 1000;

/** A day (2026-01-31), a month (2026-01), a year (2026), `today` or `yesterday`, in UTC. Undefined if it is none. */
export function dayRange(text: string, now: number): TimeRange | undefined {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  if (text === "today") return { from: today, until: today + DAY_MS };
  if (text === "yesterday") return { from: today - DAY_MS, until: today };
  const match = DATE.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  const from = Date.UTC(year!, (month ?? 1) - 1, day ?? 1);
  const date = new Date(from);
  // 2026-02-30 would be a day of March.
  if (date.getUTCMonth() !== (month ?? 1) - 1 || date.getUTCDate() !== (day ?? 1)) return undefined;
  if (month === undefined) return { from, until: Date.UTC(year! + 1, 0) };
  if (day === undefined) return { from, until: Date.UTC(year!, month) };
  return { from, until: from + DAY_MS };
}
