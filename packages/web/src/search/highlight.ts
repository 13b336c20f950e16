/** Text before the first match that is shown, in UTF-16 units. */
const LEAD = 80;
/** As much of a text is shown. */
const SHOWN = 400;

export interface TextPart {
  text: string;
  isMatch: boolean;
}

/**
 * What to show of a text whose matches are at `ranges` (start and end of each, in UTF-16 units, ascending): from
 * shortly before the first one on, with an ellipsis where something was left out.
 */
export function highlighted(text: string, ranges: readonly number[]): TextPart[] {
  const start = startOf(text, ranges[0] ?? 0);
  const end = Math.min(text.length, start + SHOWN);
  const parts: TextPart[] = [];
  const add = (from: number, to: number, isMatch: boolean) => {
    if (to > from) parts.push({ text: text.slice(from, to), isMatch });
  };
  if (start > 0) parts.push({ text: "…", isMatch: false });
  let at = start;
  for (let i = 0; i + 1 < ranges.length && at < end; i += 2) {
    const [from = 0, to = 0] = [ranges[i], ranges[i + 1]];
    add(at, Math.min(from, end), false);
    add(Math.max(from, at), Math.min(to, end), true);
    at = Math.max(at, Math.min(to, end));
  }
  add(at, end, false);
  if (end < text.length) parts.push({ text: "…", isMatch: false });
  return parts;
}

/** Where a word begins, so that none is cut. */
function startOf(text: string, first: number): number {
  if (first <= LEAD) return 0;
  const space = text.slice(first - LEAD, first).search(/\s/);
  return first - LEAD + (space < 0 ? 0 : space + 1);
}
