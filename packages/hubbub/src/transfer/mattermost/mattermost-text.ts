import { withEmoji } from "../emoji-names.ts";
import { mentionOf, withoutMarks } from "../records.ts";

/** Code, which stays as it is, and an @ with the name behind it. */
const PARTS = /```[\s\S]*?```|`[^`\n]*`|(?<![\p{L}\p{N}_\\/@])@([a-z0-9][a-z0-9._-]*)/giu;

export interface MattermostWords {
  text: string;
  mentionsChannel: boolean;
  mentionsHere: boolean;
}

/** A post's Markdown with marks for who is mentioned: the users for whom `isUser` says so. */
export function mattermostWords(message: string, isUser: (name: string) => boolean): MattermostWords {
  const words = { mentionsChannel: false, mentionsHere: false };
  const text = withoutMarks(message).replaceAll(PARTS, (whole, given?: string) => {
    if (given === undefined) return whole;
    const name = given.toLowerCase();
    const bare = name.replace(/[._-]+$/, "");
    if (bare === "channel" || bare === "all") words.mentionsChannel = true;
    if (bare === "here") words.mentionsHere = true;
    if (bare === "all") return `@channel${given.slice(bare.length)}`;
    const user = [name, bare].find(isUser);
    return user === undefined ? whole : mentionOf(user) + given.slice(user.length);
  });
  return { text: withEmoji(text), ...words };
}
