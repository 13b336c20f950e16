const QUICK = ["👍", "❤️", "😂", "🎉", "👀", "✅"] as const;

/** Emoji to react with at once: up to six, the most useful first. */
export function quickReactions(count: number): readonly string[] {
  return QUICK.slice(0, count);
}
