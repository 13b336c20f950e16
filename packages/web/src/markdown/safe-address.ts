const PROTOCOLS: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/** The address of a link that may be followed; undefined for any other. */
export function safeAddress(href: string): string | undefined {
  if (!URL.canParse(href)) return undefined;
  const url = new URL(href);
  return PROTOCOLS.has(url.protocol) ? url.href : undefined;
}
