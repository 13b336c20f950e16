import { language } from "./text.ts";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A file's size, from bytes: in steps of 1,000. */
export function sizeOf(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const unitDisplay = step === 0 ? "long" : "short";
  const style = {
    style: "unit",
    unit: UNITS[step],
    unitDisplay,
    maximumFractionDigits: step < 2 ? 0 : 1,
  } as const;
  return new Intl.NumberFormat(language, style).format(bytes / 1000 ** step);
}
