const KEY = "hubbub-last-channel";

/** The channel that was looked at last in this browser. */
export const lastChannel = {
  get: (): number => Number(localStorage.getItem(KEY) ?? 0),
  set: (id: number): void => localStorage.setItem(KEY, String(id)),
};
