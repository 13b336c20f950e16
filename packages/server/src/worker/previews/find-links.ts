import { PREVIEW_LIMITS } from "./preview-limits.ts";

/** A link in running text or Markdown; what ends a sentence or closes brackets is cut off after. */
const LINK = /https?:\/\/[^\s<>"'`\\^{|}]+/gi;
/** Code is shown as written, and so are its links. */
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;

/** The first links of a message's text, each once, in their order. */
export function findLinks(text: string): string[] {
  const links = new Set<string>();
  for (const [match] of text.replaceAll(CODE, " ").matchAll(LINK)) {
    const url = URL.parse(withoutTail(match));
    if (url === null || url.href.length > PREVIEW_LIMITS.urlLength) continue;
    links.add(url.href);
    if (links.size === PREVIEW_LIMITS.links) break;
  }
  return [...links];
}

function withoutTail(link: string): string {
  let end = link.length;
  for (; end > 0; end--) {
    const last = link[end - 1]!;
    if (".,;:!?*_~]".includes(last)) continue;
    if (last === ")" && !isBalanced(link.slice(0, end))) continue;
    break;
  }
  return link.slice(0, end);
}

function isBalanced(text: string): boolean {
  return text.split("(").length >= text.split(")").length;
}
