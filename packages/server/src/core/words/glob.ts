/** Whether a word is what a pattern means, in which asterisks stand for any letters. Linear in the word's length. */
export type WordTest = (word: string) => boolean;

/** The test of a pattern that has at least one asterisk. */
export function globTest(pattern: string): WordTest {
  const parts = pattern.split("*");
  const [head, tail] = [parts[0] ?? "", parts.at(-1) ?? ""];
  const inner = parts
    .slice(1, -1)
    .filter((part) => part !== "")
    .map(finder);
  return (word) => {
    if (word.length < head.length + tail.length || !word.startsWith(head) || !word.endsWith(tail))
      return false;
    const end = word.length - tail.length;
    let at = head.length;
    for (const find of inner) {
      at = find(word, at, end);
      if (at < 0) return false;
    }
    return true;
  };
}

/** Where the first occurrence ends in word[from, to); -1 if there is none. By Knuth, Morris and Pratt: no backtracking. */
function finder(part: string): (word: string, from: number, to: number) => number {
  const borders = bordersOf(part);
  return (word, from, to) => {
    let matched = 0;
    for (let at = from; at < to; at++) {
      while (matched > 0 && part.charCodeAt(matched) !== word.charCodeAt(at)) matched = borders[matched - 1]!;
      if (part.charCodeAt(matched) === word.charCodeAt(at)) matched++;
      if (matched === part.length) return at + 1;
    }
    return -1;
  };
}

/** For each prefix the length of its longest proper prefix that is also its suffix. */
function bordersOf(part: string): number[] {
  const borders = [0];
  for (let at = 1, border = 0; at < part.length; at++) {
    while (border > 0 && part[border] !== part[at]) border = borders[border - 1]!;
    if (part[border] === part[at]) border++;
    borders[at] = border;
  }
  return borders;
}
