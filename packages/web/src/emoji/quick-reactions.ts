const QUICK = ["👍", "❤️", "😂"] as const;

/** Three emoji to react with at once. */
export function quickReactions(): readonly string[] {
  return QUICK;
}
