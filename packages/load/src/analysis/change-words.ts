import { figure, withUnit } from "../report/graphs/figures.ts";
import { type Change } from "./spread.ts";

/** What became of a figure that is better when it is lower. */
export interface NamedChange {
  /** "p90", "the gateway's CPU". */
  name: string;
  unit: string;
  change: Change;
}

/**
 * One sentence each for what got better, what worse, and what stayed within the noise; a last one if nothing got
 * better.
 */
export function changeSentences(changes: readonly NamedChange[]): string[] {
  const of = (verdict: Change["verdict"]) => changes.filter(({ change }) => change.verdict === verdict);
  const [lower, higher, same] = [of("lower"), of("higher"), of("unchanged")];
  const sentences: string[] = [];
  if (lower.length > 0) sentences.push(moved(lower, "fell", ({ share }) => `by ${percent(share)}`));
  if (higher.length > 0) sentences.push(moved(higher, "rose", rise));
  if (same.length > 0) sentences.push(unchanged(same));
  if (changes.length > 0 && lower.length === 0) {
    sentences.push(
      higher.length === 0
        ? "So it made no difference here that could be told."
        : "So nothing got better by it here.",
    );
  }
  return sentences;
}

/** "p90 fell by 43% (203 → 116 ms) and p99 by 12% (311 → 274 ms)." */
function moved(changes: readonly NamedChange[], verb: string, how: (change: Change) => string): string {
  const parts = changes.map(({ name, unit, change }, at) => {
    return `${name} ${at === 0 ? `${verb} ` : ""}${how(change)} (${fromTo(change, unit)})`;
  });
  return `${capital(listed(parts))}.`;
}

function rise({ share, before, after }: Change): string {
  return share >= 1 ? `${figure(after.mean / before.mean)}-fold` : `by ${percent(share)}`;
}

/** "p90 (203 → 198 ms) and p99 (311 → 320 ms) did not change beyond the noise of 9.7% to 12%." */
function unchanged(changes: readonly NamedChange[]): string {
  const parts = changes.map(({ name, unit, change }) => `${name} (${fromTo(change, unit)})`);
  const noises = changes.map(({ change }) => change.noise).toSorted((a, b) => a - b);
  const [least, most] = [noiseText(noises[0]!), noiseText(noises.at(-1)!)];
  const noise = least === most ? least : `${least} to ${most}`;
  return `${capital(listed(parts))} did not change beyond the noise of ${noise}.`;
}

/** Runs that differ by more say nothing, and how much more says nothing either. */
function noiseText(noise: number): string {
  return noise > 1 ? "more than 100%" : percent(noise);
}

function fromTo({ before, after }: Change, unit: string): string {
  return `${figure(before.mean)} → ${withUnit(after.mean, unit)}`;
}

/** A share without its sign: "43%"; under 10% with a decimal. */
export function percent(share: number): string {
  const value = Math.abs(share) * 100;
  return `${value >= 9.95 || value === 0 ? value.toFixed(0) : value.toFixed(1)}%`;
}

/** "a", "a and b", "a, b and c". */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** A sentence begins with a capital, but the 90th percentile is p90 anywhere. */
export function capital(text: string): string {
  return /^p\d/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** A figure of which two digits are known: "about 73,000". */
export function about(value: number): string {
  return `about ${Number(value.toPrecision(2)).toLocaleString("en")}`;
}
