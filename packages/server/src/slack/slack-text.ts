import { fromSlackMarkup } from "./slack-markup.ts";

type Json = Record<string, unknown>;

/** Parts of attachments and blocks that are read, at most: what is more is left out. */
const MAX_PARTS = 100;
/** How deep rich text is read that stands within rich text: Slack's own has three levels. */
const MAX_DEPTH = 8;

/** The text of a message in Slack's format, with what its attachments and blocks say, as Markdown. Empty if it says nothing. */
export function slackText(payload: object): string {
  const { text, blocks, attachments } = payload as Json;
  const parts: string[] = [];
  const fromBlocks = objects(blocks).flatMap(blockText);
  // Beside blocks the text is what a notification shows.
  if (fromBlocks.length > 0) parts.push(...fromBlocks);
  else if (typeof text === "string") parts.push(fromSlackMarkup(text));
  parts.push(...objects(attachments).map(attachmentText));
  return parts
    .filter((part) => part.trim() !== "")
    .join("\n\n")
    .trim();
}

function objects(value: unknown): Json[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, MAX_PARTS).filter((one): one is Json => typeof one === "object" && one !== null);
}

const plain = (value: unknown): string => (typeof value === "string" ? value : "");
const marked = (value: unknown): string => fromSlackMarkup(plain(value));

/** An attachment (https://api.slack.com/reference/messaging/attachments). */
function attachmentText(attachment: Json): string {
  const { pretext, title, title_link: link, text, fields, footer, fallback, image_url: image } = attachment;
  const heading =
    plain(title) === ""
      ? ""
      : `**${plain(link) === "" ? marked(title) : `[${plain(title)}](${plain(link)})`}**`;
  const said = [
    heading,
    marked(text),
    ...objects(attachment["blocks"]).flatMap(blockText),
    ...objects(fields).map((field) => `**${marked(field["title"])}**: ${marked(field["value"])}`),
    plain(image) === "" ? "" : `![](${plain(image)})`,
    marked(footer) === "" ? "" : `*${marked(footer)}*`,
  ].filter((line) => line !== "");
  if (said.length === 0) return marked(pretext) || marked(fallback);
  const quoted = said
    .flatMap((part) => part.split("\n"))
    .map((line) => `> ${line}`)
    .join("\n");
  return marked(pretext) === "" ? quoted : `${marked(pretext)}\n\n${quoted}`;
}

/** What a block says (https://api.slack.com/reference/block-kit/blocks); those of other kinds say nothing here. */
function blockText(block: Json): string[] {
  switch (block["type"]) {
    case "header":
      return [`### ${objectText(block["text"])}`];
    case "section": {
      const text = objectText(block["text"]);
      const fields = objects(block["fields"]).map(objectText);
      return [text, fields.join("\n")].filter((part) => part !== "");
    }
    case "context":
      return [
        objects(block["elements"])
          .map(objectText)
          .filter((part) => part !== "")
          .join(" "),
      ];
    case "divider":
      return ["---"];
    case "image":
      return [`![${plain(block["alt_text"])}](${plain(block["image_url"])})`];
    case "rich_text":
      return [
        objects(block["elements"])
          .map((element) => richText(element))
          .join(""),
      ];
    default:
      return [];
  }
}

/** A text object: plain or marked. */
function objectText(value: unknown): string {
  if (typeof value !== "object" || value === null) return "";
  const { type, text } = value as Json;
  return type === "plain_text" ? plain(text) : marked(text);
}

/** Rich text's sections, lists and quotes, in a simple form. */
function richText(element: Json, depth = 1): string {
  const children = depth < MAX_DEPTH ? objects(element["elements"]) : [];
  const inside = children.map((child) => richText(child, depth + 1));
  switch (element["type"]) {
    case "rich_text_list":
      return `${inside.map((child) => `- ${child}`).join("\n")}\n`;
    case "rich_text_preformatted":
      return `\`\`\`\n${inside.join("")}\n\`\`\`\n`;
    case "rich_text_quote":
      return `> ${inside.join("").replaceAll("\n", "\n> ")}\n`;
    case "link":
      return plain(element["text"]) === ""
        ? plain(element["url"])
        : `[${plain(element["text"])}](${plain(element["url"])})`;
    case "emoji":
      return `:${plain(element["name"])}:`;
    case "user":
      return `@${plain(element["user_id"])}`;
    case "broadcast":
      return `@${plain(element["range"])}`;
    default:
      return inside.length > 0 ? inside.join("") : plain(element["text"]);
  }
}
