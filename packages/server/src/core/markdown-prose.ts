/** Opens or closes a fenced code block, in quotes and lists, too. */
const FENCE = /^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})(.*)$/;
/** Links with their text, links and tags in angle brackets, and bare links. */
const LINKS =
  /!?\[[^[\]\n]*\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)|<(?:https?:|mailto:|\/?[a-z])[^<>]*>|(?:https?:\/\/|www\.)\S+/gi;

/**
 * A message's Markdown (CommonMark) without its code blocks in fences, code spans and links, each replaced by a line's
 * end. Indented lines count as text. Takes time in proportion to the text, whatever is in it.
 */
export function markdownProse(text: string): string {
  const parts: string[] = [];
  let paragraph: string[] = [];
  let fence = "";
  const endParagraph = (): void => {
    if (paragraph.length > 0) parts.push(withoutCode(paragraph.join("\n")).replaceAll(LINKS, "\n"));
    paragraph = [];
  };
  for (const line of text.split(/\r\n?|\n/)) {
    const [, marks = "", rest = ""] = FENCE.exec(line) ?? [];
    if (fence !== "") {
      if (marks.startsWith(fence) && rest.trim() === "") fence = "";
    } else if (marks !== "" && !(marks.startsWith("`") && rest.includes("`"))) {
      endParagraph();
      fence = marks;
    } else if (line.trim() === "") endParagraph();
    else paragraph.push(line);
  }
  endParagraph();
  return parts.join("\n");
}

/** A code span begins with some backticks and ends with as many. */
function withoutCode(paragraph: string): string {
  const runs = [...paragraph.matchAll(/(?<!\\)`+/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const closings = closingRuns(runs.map(({ start, end }) => end - start));
  let text = "";
  let from = 0;
  for (let i = 0; i < runs.length; i++) {
    const closing = runs[closings[i]!];
    if (!closing) continue;
    text += `${paragraph.slice(from, runs[i]!.start)}\n`;
    from = closing.end;
    i = closings[i]!;
  }
  return text + paragraph.slice(from);
}

/** For each of these lengths where the next equal one stands; -1: nowhere. */
function closingRuns(lengths: readonly number[]): number[] {
  const next = new Map<number, number>();
  const closings: number[] = [];
  for (let i = lengths.length - 1; i >= 0; i--) {
    closings[i] = next.get(lengths[i]!) ?? -1;
    next.set(lengths[i]!, i);
  }
  return closings;
}
