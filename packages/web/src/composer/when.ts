import { dayNumber, dayOf, timeOf } from "../i18n/dates.ts";

/** A moment in ms since 1970 UTC: its time, and if it isn't today its day. */
export function sayTime(at: number, now = Date.now()): string {
  return dayNumber(at) === dayNumber(now) ? timeOf(at) : `${dayOf(at, now)}, ${timeOf(at)}`;
}

/** 9:00 of the next day here, in ms since 1970 UTC. */
export function tomorrowAtNine(now = new Date()): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9).getTime();
}

/** As `<input type="datetime-local">` has it: local time, to the minute. */
export function toLocalInput(at: number): string {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

const two = (value: number) => String(value).padStart(2, "0");
