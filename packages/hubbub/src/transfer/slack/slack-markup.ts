import { fromSlackMarkup, slackText } from "@hubbub/server";

import { withEmoji } from "../emoji-names.ts";
import { mentionOf, withoutMarks } from "../records.ts";
import { type Json, objects, text } from "../source/json.ts";

const USER = /<@([A-Z0-9]+)(?:\|[^<>]*)?>/g;
const CHANNEL = /<#([A-Z0-9]+)(?:\|([^<>]*))?>/g;
const RICH_USER = /@([UW][A-Z0-9]{7,})/g;
const TO_ALL = /<!(?:channel|everyone)(?:\|[^<>]*)?>/;
const TO_ONLINE = /<!here(?:\|[^<>]*)?>/;

/** What the export says of names. */
export interface SlackNames {
  users: ReadonlySet<string>;
  /** By id. */
  channels: ReadonlyMap<string, string>;
}

export interface SlackWords {
  text: string;
  mentionsChannel: boolean;
  mentionsHere: boolean;
}

/** What a message says, as Markdown with marks for who is mentioned. */
export function slackWords(message: Json, names: SlackNames): SlackWords {
  const given = withoutMarks(text(message, "text"));
  const marked = (words: string): string =>
    words
      .replaceAll(USER, (whole, user: string) => (names.users.has(user) ? mentionOf(user) : whole))
      .replaceAll(
        CHANNEL,
        (_whole, id: string, label?: string) => `#${label || (names.channels.get(id) ?? id)}`,
      );
  // What people write stands in the text, too; only what programs post stands in blocks and attachments alone.
  const plain = objects(message, "blocks").every((block) => text(block, "type") === "rich_text");
  const hasParts = objects(message, "attachments").length > 0;
  const words =
    plain && !hasParts
      ? fromSlackMarkup(marked(given))
      : withRichUsers(slackText(partsOf(message, marked(given), plain)), names);
  return {
    text: withEmoji(words).trim(),
    mentionsChannel: TO_ALL.test(given),
    mentionsHere: TO_ONLINE.test(given),
  };
}

/** What people write is taken from the text: their blocks repeat it. */
function partsOf(message: Json, words: string, plain: boolean): object {
  const { attachments, blocks } = message;
  return plain ? { text: words, attachments } : { text: words, attachments, blocks };
}

function withRichUsers(words: string, names: SlackNames): string {
  return words.replaceAll(RICH_USER, (whole, user: string) =>
    names.users.has(user) ? mentionOf(user) : whole,
  );
}
