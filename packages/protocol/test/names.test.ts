import { expect, test } from "bun:test";

import { channelNameFault, userNameFault } from "../src/names.ts";

test("[C8.1] a name has nothing that can't be seen, but what makes an emoji of a character", () => {
  // Among others Hangul fillers, a Braille blank, variation selectors, a combining grapheme joiner and a tag.
  for (const hidden of "\u0000\u00AD\u034F\u115F\u1160\u17B4\u180E\u200B\u200D\u202E\u2028\u2060\u2800\u3164\uFE0E\uFE0F\uFEFF\uFFA0\u{E0041}\u{E0100}") {
    expect(userNameFault(`ann${hidden}`)).toBe("has a control or invisible character");
    expect(channelNameFault(`an${hidden}n`)).toBe("has a control or invisible character");
  }
  for (const name of [
    "ann",
    "❤\uFE0F team",
    "1\uFE0F\u20E3 first",
    "Zoë",
    "李",
    "สวัสดี",
    "한글",
    "नमस्ते",
  ]) {
    expect(channelNameFault(name)).toBeUndefined();
  }
});
