type EmojiData = typeof import("./emoji-data.ts");

const listeners = new Set<() => void>();
let data: EmojiData | undefined;
let loading = false;

/** The table of emoji, which is loaded when it is first wanted. */
export const loadedEmoji = {
  get current(): EmojiData | undefined {
    return data;
  },
  load(): void {
    if (loading) return;
    loading = true;
    import("./emoji-data.ts").then(
      (loaded) => {
        data = loaded;
        for (const listener of listeners) listener();
      },
      () => {
        // Names stay as they are written until it is tried again.
        loading = false;
      },
    );
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
