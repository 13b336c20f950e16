import { LIMITS, nameKey } from "@hubbub/protocol";

import type { MentionPlaces } from "../store/store.ts";
import { markdownProse } from "./markdown-prose.ts";

/** An @ that no word or backslash stands before, so that mail addresses are none. */
const PLACE = /(?<![\p{L}\p{M}\p{N}_\\])@(?=\S)/gu;
const WORD = /[\p{L}\p{M}\p{N}_]/u;

/**
 * What of a message's Markdown may be mentions: for each @ the names (as nameKey gives them) that may be meant, the
 * longest first, since names may have spaces. A name ends where no word goes on. Code and links mention nobody.
 */
export function findMentions(text: string): MentionPlaces {
  if (!text.includes("@")) return [];
  const prose = markdownProse(text);
  const places: string[][] = [];
  for (const { index } of prose.matchAll(PLACE)) {
    if (places.length === LIMITS.mentionPlaces) break;
    places.push(candidates(prose.slice(index + 1, index + 1 + 2 * LIMITS.userNameLength + 2)));
  }
  return places;
}

function candidates(rest: string): string[] {
  const [line = ""] = rest.split("\n", 1);
  const points = [...line].slice(0, LIMITS.userNameLength + 1);
  const names: string[] = [];
  for (let length = Math.min(points.length, LIMITS.userNameLength); length > 0; length--) {
    const [last = "", next = ""] = [points[length - 1], points[length]];
    if (last.trim() === "" || (WORD.test(last) && WORD.test(next))) continue;
    names.push(nameKey(points.slice(0, length).join("")));
  }
  return names;
}
