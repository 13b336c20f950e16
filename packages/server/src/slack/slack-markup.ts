/** Code, which stays as it is, and what stands in angle brackets. */
const PARTS = /```[\s\S]*?```|`[^`\n]*`|<([^<>\n]+)>|\*(?=\S)([^*\n]*\S)\*|~(?=\S)([^~\n]*\S)~/g;

/**
 * Slack's own markup (https://api.slack.com/reference/surfaces/formatting) as Markdown: links, mentions of all, bold and
 * struck text. Code is left alone.
 */
export function fromSlackMarkup(text: string): string {
  const converted = text.replaceAll(PARTS, (whole, bracket?: string, bold?: string, struck?: string) => {
    if (bracket !== undefined) return fromBrackets(bracket);
    if (bold !== undefined) return `**${fromSlackMarkup(bold)}**`;
    if (struck !== undefined) return `~~${fromSlackMarkup(struck)}~~`;
    return whole;
  });
  return unescaped(converted);
}

function fromBrackets(inside: string): string {
  const [target = "", label] = inside.split("|", 2);
  if (target.startsWith("!")) {
    const word = target.slice(1).split("^")[0] ?? "";
    if (word === "channel" || word === "here") return `@${word}`;
    return word === "everyone" ? "@channel" : (label ?? word);
  }
  if (target.startsWith("@")) return `@${label ?? target.slice(1)}`;
  if (target.startsWith("#")) return `#${label ?? target.slice(1)}`;
  const url = unescaped(target);
  return label === undefined ? url : `[${label.replaceAll(/[[\]]/g, "\\$&")}](${url.replaceAll(")", "%29")})`;
}

const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
