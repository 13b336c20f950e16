import { type Block, type Document, pieces } from "./document.ts";
import { escapeMarkdown, tableMarkdown } from "./table.ts";

/** The document as GitHub's Markdown. */
export function documentMarkdown({ title, subtitle, blocks }: Document): string {
  const head = subtitle === undefined ? [] : [inline(subtitle)];
  const parts = [`# ${inline(title)}`, ...head, ...blocks.map(blockMarkdown)];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `## ${inline(block.text)}`;
    case "subheading":
      return `### ${inline(block.text)}`;
    case "text":
      return inline(block.text);
    case "note":
      return `_${inline(block.text)}_`;
    case "quote":
      return `> ${inline(block.text)}\n>\n> – ${inline(block.from)}`;
    case "warning":
      return `> [!WARNING]\n> ${inline(block.text)}`;
    case "list":
      return block.items.map((item) => `- ${inline(item)}`).join("\n");
    case "code":
      return fenced(block.text);
    case "columns":
      return block.blocks.map(blockMarkdown).join("\n\n");
    case "tiles":
      return block.tiles.map(tileMarkdown).join("\n");
    case "table":
      return captioned(block.caption, tableMarkdown(block.table).trimEnd());
    case "pictures":
      return linked(block.file, block.pictures.map(({ title }) => title).join(", "), block.caption);
    case "svg":
      return linked(block.file, block.title, block.caption);
  }
}

function tileMarkdown({
  label,
  value,
  note,
  verdict,
}: Extract<Block, { kind: "tiles" }>["tiles"][number]): string {
  const said = verdict === undefined ? "" : verdict === "good" ? " – met" : " – **MISSED**";
  return `- ${inline(label)}: **${inline(value)}**${note === undefined ? "" : ` (${inline(note)})`}${said}`;
}

function captioned(caption: string | undefined, content: string): string {
  return caption === undefined ? content : `${inline(caption)}:\n\n${content}`;
}

function linked(file: string | undefined, title: string, caption: string | undefined): string {
  if (file === undefined) return "";
  const below = caption === undefined ? "" : `\n\n_${inline(caption)}_`;
  return `![${escapeMarkdown(title)}](${encodeURI(file)})${below}`;
}

/** A fence longer than any within. */
function fenced(content: string): string {
  const longest = Math.max(2, ...Array.from(content.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${content.trimEnd()}\n${fence}`;
}

function inline(content: string): string {
  return pieces(content.replaceAll(/\s+/g, " "))
    .map(({ text, code }) => (code ? `\`${text}\`` : escapeMarkdown(text)))
    .join("");
}
