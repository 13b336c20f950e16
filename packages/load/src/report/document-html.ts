import { type Block, type Document, pieces, type Tile } from "./document.ts";
import { inlineSvg } from "./graphs/picture.ts";
import { escape } from "./graphs/svg.ts";
import { PAGE_SCRIPT, pageStyle } from "./page-style.ts";
import { tableHtml } from "./table.ts";

/** The document as one HTML file that needs nothing beside itself; its script only shows figures under the pointer. */
export function documentHtml({ title, subtitle, blocks }: Document): string {
  const head = subtitle === undefined ? "" : `<p class="subtitle">${inline(subtitle)}</p>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${sha256(PAGE_SCRIPT)}'">
<title>${escape(title)}</title>
<style>
${pageStyle()}
</style>
</head>
<body>
<main>
<header><h1>${inline(title)}</h1>${head}</header>
${blocks.map(blockHtml).join("\n")}
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h2>${inline(block.text)}</h2>`;
    case "subheading":
      return `<h3>${inline(block.text)}</h3>`;
    case "text":
      return `<p>${inline(block.text)}</p>`;
    case "note":
      return `<p class="note">${inline(block.text)}</p>`;
    case "quote":
      return `<blockquote><p>${inline(block.text)}</p><footer>${inline(block.from)}</footer></blockquote>`;
    case "warning":
      return `<p class="warning" role="alert"><strong>Warning</strong> ${inline(block.text)}</p>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${inline(item)}</li>`).join("")}</ul>`;
    case "code":
      return `<pre><code>${escape(block.text)}</code></pre>`;
    case "columns":
      return `<div class="columns">${block.blocks.map((one) => `<div>${blockHtml(one)}</div>`).join("")}</div>`;
    case "tiles":
      return `<div class="tiles">${block.tiles.map(tileHtml).join("")}</div>`;
    case "table":
      return figureHtml(tableHtml(block.table), block.caption);
    case "pictures": {
      const graphs = block.pictures.map((picture) => `<div>${inlineSvg(picture)}</div>`).join("");
      return figureHtml(`<div class="graphs columns-${block.columns ?? 2}">${graphs}</div>`, block.caption);
    }
    case "svg":
      return figureHtml(`<div class="drawing">${block.svg}</div>`, block.caption);
  }
}

function tileHtml({ label, value, note, verdict }: Tile): string {
  const said =
    verdict === undefined ? "" : `<span class="${verdict}">${verdict === "good" ? "met" : "MISSED"}</span>`;
  const below = note === undefined ? "" : `<small>${inline(note)} ${said}</small>`;
  return `<div class="tile ${verdict ?? ""}"><span>${inline(label)}</span><b>${inline(value)}</b>${below}</div>`;
}

function figureHtml(content: string, caption: string | undefined): string {
  return `<figure>${content}${caption === undefined ? "" : `<figcaption>${inline(caption)}</figcaption>`}</figure>`;
}

function inline(content: string): string {
  return pieces(content)
    .map(({ text, code }) => (code ? `<code>${escape(text)}</code>` : escape(text)))
    .join("");
}

function sha256(content: string): string {
  return new Bun.CryptoHasher("sha256").update(content).digest("base64");
}
