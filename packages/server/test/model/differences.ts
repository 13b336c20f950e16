/** Where two values of plain data differ, and what is there in each; at most some places. */
export function differences(wanted: unknown, found: unknown, path = ""): string[] {
  if (Bun.deepEquals(wanted, found)) return [];
  if (!isNode(wanted) || !isNode(found)) {
    return [`${path || "all"}: ${JSON.stringify(wanted)} by the model, ${JSON.stringify(found)} in truth`];
  }
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(found)])];
  const parts = names.flatMap((name) => differences(wanted[name], found[name], `${path}.${name}`));
  return parts.slice(0, 6);
}

const isNode = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
