import { expect, test } from "bun:test";

import { emojiByName, withEmoji } from "../../src/transfer/emoji-names.ts";

test("[I1.9] names of emoji become the emoji, with their skin tones, but not in code or in times", () => {
  const named = [
    "+1",
    "thumbsup",
    "+1::skin-tone-3",
    "heart",
    "flag-us",
    "hash",
    "smile::skin-tone-2",
    "partyparrot",
  ];
  expect(named.map(emojiByName)).toEqual(["👍", "👍", "👍🏼", "❤️", "🇺🇸", "#️⃣", "😄", undefined]);
  expect(withEmoji("at 10:30:45 :tada: `:tada:` :nope: :+1::skin-tone-6:")).toBe(
    "at 10:30:45 🎉 `:tada:` :nope: 👍🏿",
  );
});
