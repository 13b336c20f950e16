/** Whether one of the words stands in the text: whole, in any case. */
export function hasKeyword(text: string, keywords: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return keywords.some((each) => {
    const word = each.trim().toLowerCase();
    return word !== "" && standsIn(lower, word);
  });
}

function standsIn(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const goesOnBefore =
      /[\p{L}\p{N}_]$/u.test(text.slice(Math.max(0, at - 2), at)) && /^[\p{L}\p{N}_]/u.test(word);
    const end = at + word.length;
    const goesOnAfter = /^[\p{L}\p{N}_]/u.test(text.slice(end, end + 2)) && /[\p{L}\p{N}_]$/u.test(word);
    if (!goesOnBefore && !goesOnAfter) return true;
  }
  return false;
}
