import compact from "emojibase-data/en/compact.json";
import github from "emojibase-data/en/shortcodes/github.json";
import slack from "emojibase-data/en/shortcodes/iamcal.json";

/** One emoji of Unicode. */
export interface Emoji {
  unicode: string;
  /** What it shows, in words. */
  label: string;
  /** Names between colons; the first is the one to show. */
  names: readonly string[];
  tags: readonly string[];
  /** Of the groups in `EMOJI_GROUPS`. */
  group: number;
  /** The same with each skin tone, from light to dark; empty where there are none. */
  skins: readonly string[];
}

/** Groups of emojibase that are shown, in their order. Group 2 has parts of emoji. */
export const EMOJI_GROUPS = [0, 1, 3, 4, 5, 6, 7, 8, 9] as const;
export type EmojiGroup = (typeof EMOJI_GROUPS)[number];

const RGI = /^\p{RGI_Emoji}$/v;
const TONES = ["1F3FB", "1F3FC", "1F3FD", "1F3FE", "1F3FF"];

type Shortcodes = Readonly<Record<string, string | readonly string[]>>;
const githubNames: ReadonlySet<string> = new Set(Object.values(github as Shortcodes).flat());

/** All emoji in the order of Unicode's keyboard. */
export const emojiList: readonly Emoji[] = compact
  .filter(({ group }) => EMOJI_GROUPS.some((each) => each === group))
  .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
  .map(({ unicode, label, hexcode, group, tags = [], skins = [] }) => ({
    unicode: plain(unicode),
    label,
    names: namesOf(hexcode),
    tags,
    group: group ?? 0,
    skins: TONES.flatMap((tone) => skinOf(skins, tone)),
  }));

/** By name. */
export const emojiByName: ReadonlyMap<string, Emoji> = new Map(
  emojiList.flatMap((emoji) => emoji.names.map((name) => [name, emoji] as const)),
);

/** As Unicode recommends it for interchange, and the server takes it: emojibase marks some as emoji that are so anyway. */
function plain(unicode: string): string {
  return RGI.test(unicode) ? unicode : unicode.replaceAll("\uFE0F", "");
}

/** As GitHub calls it, then as Slack does, whose webhooks and imports bring such names: one that both have is GitHub's. */
function namesOf(hexcode: string): readonly string[] {
  const names = listed(github, hexcode);
  return [...names, ...listed(slack, hexcode).filter((name) => !githubNames.has(name))];
}

function listed(shortcodes: Shortcodes, hexcode: string): readonly string[] {
  const names = shortcodes[hexcode] ?? [];
  return typeof names === "string" ? [names] : names;
}

/** Of those with several people, the one in which all have this tone. */
function skinOf(skins: readonly { hexcode: string; unicode: string }[], tone: string): string[] {
  const found = skins.find(({ hexcode }) =>
    hexcode.split("-").every((point) => point === tone || !TONES.includes(point)),
  );
  return found === undefined ? [] : [plain(found.unicode)];
}
