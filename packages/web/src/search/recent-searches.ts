const KEY = "hubbub-recent-searches";
const MOST = 5;

const listeners = new Set<() => void>();
let known: readonly string[] = read();

function read(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function keep(next: readonly string[]): void {
  known = next;
  localStorage.setItem(KEY, JSON.stringify(next));
  for (const listener of listeners) listener();
}

/** What was searched for last in this browser, the newest first; five at most. */
export const recentSearches = {
  get current(): readonly string[] {
    return known;
  },
  add(query: string): void {
    keep([query, ...known.filter((each) => each !== query)].slice(0, MOST));
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
