/** The text in one line, cut to so many characters as people count them (graphemes), with an ellipsis if it is cut. */
export function shortened(text: string, length: number): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  if (line.length <= length) return line;
  let kept = "";
  let count = 0;
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    if (++count === length) return `${kept}…`;
    kept += segment;
  }
  return kept;
}
