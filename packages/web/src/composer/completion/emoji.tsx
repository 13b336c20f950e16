import type { Hubbub } from "@hubbub/client";

import { customEmoji } from "../../emoji/custom-emoji.ts";
import { CustomEmojiImage } from "../../emoji/CustomEmojiImage.tsx";
import { usedEmoji } from "../../emoji/used-emoji.ts";
import { SHOWN, type Suggestion } from "./suggestion.ts";

/** So many are looked at more closely: those whose names begin so come first. */
const LOOKED_AT = 5 * SHOWN;

/** Emoji by name: the server's own, then Unicode's. Their table is loaded when it is first asked for. */
export async function suggestEmoji(client: Hubbub, query: string): Promise<Suggestion[]> {
  const wanted = query.toLowerCase();
  customEmoji.refresh(client);
  const { emojiList } = await import("../../emoji/emoji-data.ts");
  const own = [...customEmoji.of(client).values()].filter(({ name }) => name.includes(wanted));
  const fitting = emojiList.filter(({ names }) => names.some((name) => name.includes(wanted)));
  const begins = (names: readonly string[]) => Number(!names.some((name) => name.startsWith(wanted)));
  const { tone } = usedEmoji();
  const best = fitting.toSorted((one, other) => begins(one.names) - begins(other.names));
  return [
    ...own.map(({ name, file }) => ({
      key: `own ${name}`,
      insert: `:${name}: `,
      label: `:${name}:`,
      icon: <CustomEmojiImage name={name} file={file} />,
      names: [name],
    })),
    ...best.slice(0, LOOKED_AT).map(({ unicode, names, skins }) => ({
      key: unicode,
      insert: `${skins[tone - 1] ?? unicode} `,
      label: `:${names.find((name) => name.includes(wanted))}:`,
      icon: skins[tone - 1] ?? unicode,
      names,
    })),
  ];
}
