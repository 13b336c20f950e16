import { language } from "./text.ts";

/** The browser's way to write dates, if it is one of our language. */
const locale = navigator.languages.find((each) => each.split("-")[0] === language) ?? language;

const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
const date = new Intl.DateTimeFormat(locale, { dateStyle: "long" });
const moment = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });

/** Time of day. All times here are in milliseconds since 1970 UTC, and shown in the browser's time zone. */
export function timeOf(at: number): string {
  return time.format(at);
}

/** Day and time, in full. */
export function momentOf(at: number): string {
  return moment.format(at);
}

/** Numbers days: greater for a later one. */
export function dayNumber(at: number): number {
  const day = new Date(at);
  return day.getFullYear() * 10_000 + day.getMonth() * 100 + day.getDate();
}

/** Today, Yesterday, a weekday with its date, or with its year where it isn't this one. */
export function dayOf(at: number, now = Date.now()): string {
  const [midnight, today] = [new Date(at).setHours(0, 0, 0, 0), new Date(now).setHours(0, 0, 0, 0)];
  // A day may have 23 or 25 hours.
  const days = Math.round((midnight - today) / 86_400_000);
  if (days === 0 || days === -1) {
    const word = relative.format(days, "day");
    return word.charAt(0).toLocaleUpperCase(language) + word.slice(1);
  }
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? weekday.format(at) : date.format(at);
}

/** The time for today, else the day. */
export function whenOf(at: number, now = Date.now()): string {
  return dayNumber(at) === dayNumber(now) ? timeOf(at) : dayOf(at, now);
}
