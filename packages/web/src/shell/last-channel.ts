const KEY = "hubbub-last-channels";
const MOST = 20;

/** Channels that were looked at last in this browser. */
export const lastChannel = {
  /** The last one; 0: none. */
  get: (): number => lastChannel.all()[0] ?? 0,
  /** The last 20, the last one first. */
  all: (): number[] => (localStorage.getItem(KEY) ?? "").split(",").filter(Boolean).map(Number),
  set(id: number): void {
    const others = lastChannel.all().filter((each) => each !== id);
    localStorage.setItem(KEY, [id, ...others].slice(0, MOST).join());
  },
};
