/** When a user wants not to be disturbed; see Preferences of the protocol. */
export interface QuietTimes {
  /** Ms since 1970 UTC. */
  quietUntil: number;
  /** Minutes of the day in the user's time zone, the second not included; alike: none. */
  quietFromMinute: number;
  quietToMinute: number;
}

/** Whether a user may not be disturbed now (ms since 1970 UTC). A time zone that isn't known counts as UTC. */
export function isQuiet(
  { quietUntil, quietFromMinute: from, quietToMinute: to }: QuietTimes,
  timeZone: string,
  now: number,
): boolean {
  if (now < quietUntil) return true;
  if (from === to) return false;
  const minute = minuteOfDay(timeZone, now);
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function minuteOfDay(timeZone: string, now: number): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = clockOf(timeZone);
    // There are some 600 zones; names that are none are not kept.
    if (format.resolvedOptions().timeZone === timeZone) formats.set(timeZone, format);
  }
  const [hour = 0, minute = 0] = format.format(now).split(":").map(Number);
  return hour * 60 + minute;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  try {
    return new Intl.DateTimeFormat("en-GB", { ...clock, timeZone: timeZone || "UTC" });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Intl.DateTimeFormat("en-GB", { ...clock, timeZone: "UTC" });
  }
}
