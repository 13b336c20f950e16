/** More of them are as large as text. */
const LARGE_MAX = 12;
/** What emoji begin with. The others know all emoji, which takes tens of milliseconds to compile: few texts need them. */
const MAY_BE = /^(?:[^\0-\x7f]|:|[#*0-9]\ufe0f?\u20e3)/;
const ONLY = /^(?:\p{RGI_Emoji}|:[a-z0-9_+\-]{1,60}:|\s)+$/v;
const EACH = /\p{RGI_Emoji}|:[a-z0-9_+\-]{1,60}:/gv;

/** Whether a text is a few emoji and nothing else: those are shown large. `isName` says whether a name is an emoji's. */
export function isOnlyEmoji(text: string, isName: (name: string) => boolean): boolean {
  if (text.length > LARGE_MAX * 62 || !MAY_BE.test(text) || !ONLY.test(text)) return false;
  const found = text.match(EACH) ?? [];
  const named = found.filter((each) => each.startsWith(":"));
  return found.length > 0 && found.length <= LARGE_MAX && named.every((each) => isName(each.slice(1, -1)));
}
