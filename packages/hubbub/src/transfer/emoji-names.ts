import shortcodes from "emojibase-data/en/shortcodes/iamcal.json" with { type: "json" };

const RGI = /^\p{RGI_Emoji}$/v;
const TONE = /^(.+?)::skin-tone-([2-6])$/;
/** Where skin tones begin in Unicode; the names count them from 2. */
const FIRST_TONE = 0x1f3fb;
const VARIATION = "\uFE0F";
const CODE = /```[\s\S]*?```|`[^`\n]*`|:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g;

let known: ReadonlyMap<string, string> | undefined;

/** Emoji by name; made when it is first asked for, since most commands never do. */
function names(): ReadonlyMap<string, string> {
  known ??= new Map(
    Object.entries(shortcodes as Record<string, string | string[]>).flatMap(([hexcode, given]) => {
      const codes = hexcode.split("-").map((code) => Number.parseInt(code, 16));
      const emoji = shown(String.fromCodePoint(...codes));
      return emoji === undefined ? [] : [given].flat().map((name) => [name, emoji] as const);
    }),
  );
  return known;
}

/** The emoji that Slack and Mattermost call so, without colons; undefined for one of somebody's own. */
export function emojiByName(name: string): string | undefined {
  const [, base, tone] = TONE.exec(name) ?? [];
  if (base === undefined) return names().get(name);
  const emoji = names().get(base);
  if (emoji === undefined) return undefined;
  const [first = "", ...rest] = [...emoji.replaceAll(VARIATION, "")];
  const toned = first + String.fromCodePoint(FIRST_TONE + Number(tone) - 2) + rest.join("");
  return RGI.test(toned) ? toned : emoji;
}

/** A text with emoji in place of their names between colons; code stays as it is. */
export function withEmoji(text: string): string {
  if (!text.includes(":")) return text;
  return text.replaceAll(CODE, (whole, name?: string) =>
    name === undefined ? whole : (emojiByName(name) ?? whole),
  );
}

/** The form in which an emoji is fully qualified (UTS 51), which alone counts as one. */
function shown(emoji: string): string | undefined {
  const [first = "", ...rest] = [...emoji];
  const last = rest.at(-1) === "\u20E3" ? first + VARIATION + rest.join("") : emoji + VARIATION;
  return [emoji, last, first + VARIATION + rest.join("")].find((one) => RGI.test(one));
}
