import { InvalidArgumentError } from "commander";

/** Milliseconds of a day. */
export const DAYS = 86_400_000;

/** 1 to 36,500 days. */
export function parseDays(text: string): number {
  const days = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > 36_500) throw new InvalidArgumentError("It must be a whole number from 1 to 36500.");
  return days;
}
