/** Calls `back` when the browser says that the network is there again; elsewhere never. Gives back the way to stop. */
export function onNetworkBack(back: () => void): () => void {
  if (typeof globalThis.addEventListener !== "function") return () => {};
  globalThis.addEventListener("online", back);
  return () => globalThis.removeEventListener("online", back);
}
