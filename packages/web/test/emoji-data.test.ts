import { expect, test } from "bun:test";

import { emojiList } from "../src/emoji/emoji-data.ts";

test("[U38.11] every emoji of the picker is one that the server takes as a reaction", () => {
  const all = emojiList.flatMap(({ unicode, skins }) => skins.concat(unicode));
  expect(all.length).toBeGreaterThan(3_000);
  expect(all.filter((emoji) => !/^\p{RGI_Emoji}$/v.test(emoji))).toEqual([]);
});
