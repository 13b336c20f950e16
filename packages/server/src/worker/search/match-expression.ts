/** An FTS5 string. */
export function quoted(token: string): string {
  return `"${token.replaceAll('"', '""')}"`;
}
