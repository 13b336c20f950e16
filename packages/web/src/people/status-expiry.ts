/** When a status ends, in ms since 1970 UTC; 0: never. `expiry` is a number of minutes, "today" or "week". */
export function endOf(expiry: string, now: Date): number {
  if (expiry === "today") return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime();
  if (expiry === "week") return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 7).getTime();
  const minutes = Number(expiry);
  return minutes === 0 ? 0 : now.getTime() + minutes * 60_000;
}
