import { decodeHTML } from "entities";

import { PREVIEW_LIMITS } from "./preview-limits.ts";

/** What a page says of itself; empty where it says nothing. */
export interface PageWords {
  title: string;
  description: string;
  site: string;
  /** Address of a picture, relative to the page. */
  image: string;
}

/** Names in the order in which they count: Open Graph (ogp.me), Twitter's cards, then plain HTML. */
const NAMES = {
  title: ["og:title", "twitter:title", "<title>"],
  description: ["og:description", "twitter:description", "description"],
  site: ["og:site_name", "application-name"],
  image: ["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"],
} as const;

/** Reads the head of an HTML page; `contentType` is the header. */
export async function readPage(bytes: Uint8Array, contentType: string): Promise<PageWords> {
  const found = new Map<string, string>();
  const note = (name: string, text: string): void => {
    if (!found.has(name) && text.trim() !== "") found.set(name, text);
  };
  let title = "";
  let pictures = 0;
  const rewriter = new HTMLRewriter()
    .on("meta", {
      element(element) {
        const name = element.getAttribute("property") ?? element.getAttribute("name");
        if (name !== null) note(name.trim().toLowerCase(), element.getAttribute("content") ?? "");
      },
    })
    .on("svg", {
      element(element) {
        pictures++;
        element.onEndTag(() => void pictures--);
      },
    })
    .on("title", {
      text({ text, lastInTextNode }) {
        // Pictures have titles, too.
        if (pictures > 0) return;
        title += text;
        if (lastInTextNode) note("<title>", title);
      },
    });
  await rewriter.transform(new Response(decode(bytes, contentType))).text();
  const words = (names: readonly string[], length: number): string =>
    tidy(names.map((name) => found.get(name)).find((text) => text !== undefined) ?? "", length);
  return {
    title: words(NAMES.title, PREVIEW_LIMITS.titleLength),
    description: words(NAMES.description, PREVIEW_LIMITS.descriptionLength),
    site: words(NAMES.site, PREVIEW_LIMITS.siteLength),
    image: words(NAMES.image, PREVIEW_LIMITS.urlLength),
  };
}

/** The text in the encoding that the header names, or the page itself, else UTF-8. */
function decode(bytes: Uint8Array, contentType: string): string {
  const named = /charset\s*=\s*["']?([^\s"';]+)/i;
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  const label = named.exec(contentType)?.[1] ?? named.exec(start)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(label as Bun.Encoding).decode(bytes);
  } catch (error) {
    // An encoding that nobody knows.
    if (error instanceof RangeError) return new TextDecoder().decode(bytes);
    throw error;
  }
}

/** One line of at most `length` code points. */
function tidy(text: string, length: number): string {
  const points = [
    ...decodeHTML(text)
      .replaceAll(/[\s\p{Cc}]+/gu, " ")
      .trim(),
  ];
  return points.length <= length ? points.join("") : `${points.slice(0, length - 1).join("")}…`;
}
