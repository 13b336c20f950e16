/** What may follow a trigger word: it isn't the start of a longer one. */
const END = /^(?:$|[\s\p{P}\p{S}])/u;

/** The first of the words that the text begins with, as it stands in the list, without regard to case. */
export function triggerWord(words: readonly string[], text: string): string | undefined {
  const start = text.trimStart();
  return words.find(
    (word) =>
      start.slice(0, word.length).toLowerCase() === word.toLowerCase() && END.test(start.slice(word.length)),
  );
}
