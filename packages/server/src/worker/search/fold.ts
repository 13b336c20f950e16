/** Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs of Arabic, and what selects an emoji's look. */
const MARKS = /[\u0300-\u036f\u0591-\u05bd\u064b-\u0652\u0670\ufe00-\ufe0f]/g;
/** Letters that Unicode doesn't take apart, though people type them as others. */
const LETTERS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ħ: "h",
  ı: "i",
  ς: "σ",
};
const OTHER_LETTERS = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
const NOT_ASCII = /[^\0-\x7f]/;

/**
 * The text as it is compared: compatibility forms as the plain ones (NFKC: full-width, ligatures), in lower case,
 * without accents, ß as ss and the like. Kana keep their voicing marks, and Indic and Thai scripts their vowels.
 */
export function fold(text: string): string {
  if (!NOT_ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(MARKS, "")
    .replace(OTHER_LETTERS, (letter) => LETTERS[letter]!)
    .normalize("NFC");
}
