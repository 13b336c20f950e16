/** What was picked last, and the skin tone, in this browser. */
interface Used {
  /** The newest first. */
  recent: readonly string[];
  /** 0: none, 1 to 5: from light to dark. */
  tone: number;
}

const KEY = "hubbub-emoji";
const RECENT_MAX = 18;

export function usedEmoji(): Used {
  try {
    return { recent: [], tone: 0, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Used>) };
  } catch {
    return { recent: [], tone: 0 };
  }
}

export function rememberEmoji(emoji: string): void {
  const { recent, tone } = usedEmoji();
  const next = [emoji, ...recent.filter((each) => each !== emoji)].slice(0, RECENT_MAX);
  localStorage.setItem(KEY, JSON.stringify({ recent: next, tone }));
}

export function setSkinTone(tone: number): void {
  localStorage.setItem(KEY, JSON.stringify({ ...usedEmoji(), tone }));
}
