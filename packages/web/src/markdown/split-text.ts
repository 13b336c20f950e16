/** A part of a text that is read on its own: code in a fence, or Markdown. */
export type Piece = { kind: "code"; language: string; text: string } | { kind: "markdown"; text: string };

/**
 * The lexer takes time in the square of a text, or worse, for some that were made to. So a text that is longer than
 * this (characters and lines) is cut at empty lines, or where there are none at lines or spaces.
 */
const WHOLE_CHARACTERS = 2_000;
const WHOLE_LINES = 100;

const FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*([^`\s]*)[^`]*$/;

/** Cuts a text into pieces that are read in bounded time. Code in fences that begin a line is one piece, however long. */
export function splitText(text: string): Piece[] {
  const pieces: Piece[] = [];
  let prose: string[] = [];
  const endProse = () => {
    for (const part of cut(prose)) pieces.push({ kind: "markdown", text: part });
    prose = [];
  };
  const lines = text.split(/\r\n?|\n/);
  for (let at = 0; at < lines.length; at++) {
    const [, fence, language = ""] = FENCE.exec(lines[at]!) ?? [];
    if (fence === undefined) {
      prose.push(lines[at]!);
      continue;
    }
    endProse();
    const end = closingLine(lines, at + 1, fence);
    pieces.push({ kind: "code", language, text: lines.slice(at + 1, end).join("\n") });
    at = end;
  }
  endProse();
  return pieces;
}

/** Where code ends that was begun by `fence`: at the text's end, if nothing closes it. */
function closingLine(lines: readonly string[], from: number, fence: string): number {
  const found = lines.findIndex((line, at) => {
    const marks = line.trim();
    return at >= from && marks.startsWith(fence) && marks === fence[0]!.repeat(marks.length);
  });
  return found < 0 ? lines.length : found;
}

function cut(lines: readonly string[]): string[] {
  if (isSmall(lines)) return lines.length === 0 ? [] : [lines.join("\n")];
  const parts: string[] = [];
  let part: string[] = [];
  let length = 0;
  const end = () => {
    if (part.length > 0) parts.push(part.join("\n"));
    [part, length] = [[], 0];
  };
  for (const line of lines.flatMap(cutLine)) {
    length += line.length + 1;
    if (length > WHOLE_CHARACTERS || part.length === WHOLE_LINES) {
      end();
      length = line.length + 1;
    }
    part.push(line);
    if (line.trim() === "" && (length > WHOLE_CHARACTERS / 2 || part.length > WHOLE_LINES / 2)) end();
  }
  end();
  return parts;
}

function isSmall(lines: readonly string[]): boolean {
  return (
    lines.length <= WHOLE_LINES && lines.reduce((sum, line) => sum + line.length + 1, 0) <= WHOLE_CHARACTERS
  );
}

function cutLine(line: string): string[] {
  const parts: string[] = [];
  let rest = line;
  while (rest.length >= WHOLE_CHARACTERS) {
    const space = rest.lastIndexOf(" ", WHOLE_CHARACTERS - 1);
    const at = space > 0 ? space : WHOLE_CHARACTERS - 1;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return [...parts, rest];
}
