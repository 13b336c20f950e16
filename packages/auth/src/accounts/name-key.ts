/**
 * What two account names must not have in common: the name in NFKC and lower case, so that "Ada", "ADA" and
 * "Ａｄａ" are one account. It doesn't catch look-alikes of different scripts (UTS 39).
 */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase().normalize("NFKC");
}
