import { LIMITS } from "./limits.ts";

/**
 * Control, format, private-use, unassigned and line-separating characters, and those that are shown as nothing (UAX 44,
 * Default_Ignorable_Code_Point, and the Braille blank): invisible or spoofable in a name. But for U+FE0F where it makes an emoji of
 * what stands before it.
 */
const FORBIDDEN =
  /[\p{C}\p{Zl}\p{Zp}\u2800]|(?!\uFE0F)\p{Default_Ignorable_Code_Point}|(?<!\p{Extended_Pictographic})\uFE0F(?!\u20E3)/u;

/**
 * The sentence that says what is wrong with a channel's or user's name, or undefined if it is good:
 * 1 to `max` code points, NFC, no control or invisible characters, no white space at either end.
 */
export function nameFault(name: string, max: number): string | undefined {
  if (name.length === 0) return "is empty";
  if ([...name].length > max) return `has more than ${max} characters`;
  if (FORBIDDEN.test(name)) return "has a control or invisible character";
  if (name.trim() !== name) return "begins or ends with white space";
  if (name.normalize("NFC") !== name) return "is not in Unicode normal form C";
  return undefined;
}

export const channelNameFault = (name: string) => nameFault(name, LIMITS.channelNameLength);
export const userNameFault = (name: string) => nameFault(name, LIMITS.userNameLength);

/**
 * What two users' names must not have in common, and what a mention is looked up by: the name in NFKC and lower
 * case, so that "Ada", "ADA" and "Ａｄａ" are one. It doesn't catch look-alikes of different scripts (UTS 39).
 */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase().normalize("NFKC");
}
