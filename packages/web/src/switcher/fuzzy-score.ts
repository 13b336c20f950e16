/**
 * How well a name fits what was written, both in lower case: 4 if it begins with it, 3 if one of its words does, 2 if it
 * has it anywhere, 1 if it has its letters in this order, 0 if it doesn't fit. More for shorter names, within 1.
 */
export function fuzzyScore(name: string, written: string): number {
  const brevity = 1 / (2 + name.length);
  if (written === "") return brevity;
  if (name.startsWith(written)) return 4 + brevity;
  const at = name.indexOf(written);
  if (at < 0) return hasInOrder(name, written) ? 1 + brevity : 0;
  const beginsWord = /[^\p{L}\p{N}]/u.test(name[at - 1] ?? "");
  return (beginsWord ? 3 : 2) + brevity;
}

function hasInOrder(name: string, letters: string): boolean {
  let from = 0;
  for (const letter of letters) {
    const at = name.indexOf(letter, from);
    if (at < 0) return false;
    from = at + letter.length;
  }
  return true;
}
