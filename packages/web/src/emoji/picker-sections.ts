import type { CustomEmoji } from "@hubbub/client";

import { type Emoji, EMOJI_GROUPS, type EmojiGroup, emojiList } from "./emoji-data.ts";

export interface Choice {
  /** What is picked: an emoji, or the name of one of the server's own between colons. */
  value: string;
  label: string;
  /** Of the image of one of the server's own. */
  file: number;
}

export interface Section {
  id: "found" | "recent" | "custom" | EmojiGroup;
  choices: readonly Choice[];
}

export interface PickerQuery {
  search: string;
  /** 0: none, 1 to 5: from light to dark. */
  tone: number;
  recent: readonly string[];
  custom: ReadonlyMap<string, CustomEmoji>;
}

const FOUND_MAX = 120;

/** What the picker shows: sections, or what is found where something is searched. None of them is empty. */
export function pickerSections({ search, tone, recent, custom }: PickerQuery): Section[] {
  const own = [...custom.values()].map(({ name, file }): Choice => ({
    value: `:${name}:`,
    label: `:${name}:`,
    file,
  }));
  const choice = (emoji: Emoji): Choice => ({
    value: emoji.skins[tone - 1] ?? emoji.unicode,
    label: emoji.label,
    file: 0,
  });
  const words = search.trim().toLowerCase().replaceAll(":", "");
  const sections: Section[] =
    words === ""
      ? [
          { id: "recent", choices: recentOf(recent, own) },
          { id: "custom", choices: own },
          ...EMOJI_GROUPS.map((id) => ({
            id,
            choices: emojiList.filter(({ group }) => group === id).map(choice),
          })),
        ]
      : [
          {
            id: "found",
            choices: [
              ...own.filter(({ value }) => value.includes(words)),
              ...findEmoji(words).map(choice),
            ].slice(0, FOUND_MAX),
          },
        ];
  return sections.filter(({ choices }) => choices.length > 0);
}

function recentOf(recent: readonly string[], own: readonly Choice[]): Choice[] {
  return recent.flatMap((value) => {
    if (value.startsWith(":")) return own.filter((each) => each.value === value);
    const known = emojiList.find(({ unicode, skins }) => unicode === value || skins.includes(value));
    return known === undefined ? [] : [{ value, label: known.label, file: 0 }];
  });
}

/** By the start of a name or tag or of a word of the label: those whose name begins so come first. */
function findEmoji(words: string): Emoji[] {
  const rank = ({ names, label, tags }: Emoji): number => {
    if (names.includes(words)) return 0;
    if (names.some((name) => name.startsWith(words)) || label.startsWith(words)) return 1;
    if (label.includes(` ${words}`) || tags.some((tag) => tag.startsWith(words))) return 2;
    return names.some((name) => name.includes(words)) ? 3 : 4;
  };
  return emojiList
    .map((emoji) => ({ emoji, rank: rank(emoji) }))
    .filter((each) => each.rank < 4)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ emoji }) => emoji);
}
