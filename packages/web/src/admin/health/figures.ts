import { adminText } from "../../i18n/admin-text.ts";
import { language } from "../../i18n/text.ts";

/** What a figure counts: how it is written. */
export type Unit = "count" | "perSecond" | "ms" | "percent" | "bytes";

const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
const BYTE_UNITS = ["B", "KB", "MB", "GB", "TB"] as const;

/** A figure with its unit, for people: three digits at most where it isn't counted. */
export function figure(value: number, unit: Unit): string {
  switch (unit) {
    case "count":
      return whole.format(value);
    case "perSecond":
      return `${value < 10 ? short.format(value) : whole.format(value)}/s`;
    case "ms":
      return value >= 1000 ? `${short.format(value / 1000)} s` : `${short.format(value)} ms`;
    case "percent":
      return `${whole.format(value)} %`;
    case "bytes":
      return bytes(value);
  }
}

function bytes(value: number): string {
  const power = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log(Math.max(value, 1)) / Math.log(1024)));
  return `${short.format(value / 1024 ** power)} ${BYTE_UNITS[power]}`;
}

/** Days, hours and minutes of a time in ms. */
export function duration(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  return adminText.health.duration(days, hours, minutes % 60);
}

const clock = new Intl.DateTimeFormat(language, { timeStyle: "medium", hour12: false });

/** Hours, minutes and seconds of a time in ms since 1970 UTC. */
export function timeOfDay(at: number): string {
  return clock.format(at);
}
