import { en } from "./en/index.ts";

/** All words on screen, in one language. A language is a module with this shape. */
export type Text = typeof en;

/** The language of the words; dates and numbers are written as it does. */
export const language = "en";

/** The words, for code that is no component. */
export const text: Text = en;

/** The words, for components. */
export function useText(): Text {
  return text;
}
