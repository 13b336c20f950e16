/**
 * A figure for people: three digits that count, thousands with separators, from a billion on in short:
 * 0.0123, 4.56, 78.9, 1,234, 3,744,000, 2.5B, 7.2e+18.
 */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e15) return value.toExponential(1);
  if (size >= 1e9) return short.format(value);
  return (size >= 100 ? whole : digits).format(value);
}

/** The same with its unit: "4.56 ms", "28.3%"; percents have no space before their sign, and one decimal at most. */
export function withUnit(value: number, unit: string): string {
  if (unit === "") return figure(value);
  return unit === "%" ? `${tenths.format(value)}%` : `${figure(value)} ${unit}`;
}

/** Seconds as minutes and seconds, or hours, minutes and seconds: "0:40", "1:30", "2:00:05". */
export function clock(seconds: number): string {
  const total = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function two(part: number): string {
  return String(part).padStart(2, "0");
}

/** Bytes, in the unit that keeps the figure short: "512 B", "83.4 MiB". */
export function byteSize(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const power = Math.max(0, Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  return withUnit(bytes / 1024 ** power, units[power]!);
}

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const digits = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const tenths = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const short = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });
