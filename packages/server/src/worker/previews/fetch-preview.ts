import { join } from "node:path";

import type { Inspector } from "../../files/inspector.ts";
import type { Log } from "../../log.ts";
import { type GuardedAnswer, guardedGet, type GuardOptions } from "./guarded-get.ts";
import { PREVIEW_LIMITS } from "./preview-limits.ts";
import { readPage } from "./read-page.ts";

/** What stands behind a link. */
export interface FetchedPreview {
  /** As the message has it. */
  url: string;
  title: string;
  description: string;
  site: string;
  image: FetchedImage | undefined;
}

/** A picture as a local file: WebP that fits in a square of 1,280 pixels, whatever its source was. */
export interface FetchedImage {
  path: string;
}

export interface PreviewTools {
  guard: GuardOptions;
  inspector: Inspector;
  log: Log;
  /** An own folder for the pictures; the caller removes them. */
  folder: string;
}

/** Media types that are read as pages. */
const PAGES = ["text/html", "application/xhtml+xml"];
/** The side of the square that a picture fits in, in pixels. */
const IMAGE_SIDE = 1280;

/**
 * Fetches what a link's page says of itself, or the picture that the link leads to. Undefined if there is nothing to
 * show. Rejects with GetRefused if the link may not be asked, or as the network does.
 */
export async function fetchPreview(url: string, tools: PreviewTools): Promise<FetchedPreview | undefined> {
  const answer = await get(url, `${PAGES.join(", ")}, image/*;q=0.8`, tools);
  if (answer.status !== 200) return undefined;
  if (isImage(answer.mediaType)) {
    const image = await keepImage(answer, tools);
    return image && { url, title: "", description: "", site: "", image };
  }
  if (!PAGES.includes(answer.mediaType)) return undefined;
  const { image, ...words } = await readPage(answer.bytes, answer.contentType);
  if (words.title === "" && words.description === "") return undefined;
  return { url, ...words, image: await pictureOf(image, answer.url, tools) };
}

/** The page's picture; a page whose picture can't be had is shown without. */
async function pictureOf(address: string, page: URL, tools: PreviewTools): Promise<FetchedImage | undefined> {
  const url = address === "" ? null : URL.parse(address, page);
  if (url === null) return undefined;
  try {
    const answer = await get(url.href, "image/*", tools);
    return answer.status === 200 && isImage(answer.mediaType) ? await keepImage(answer, tools) : undefined;
  } catch (error) {
    tools.log.info({ err: error, host: url.host }, "the picture of a preview could not be had");
    return undefined;
  }
}

function get(url: string, accept: string, { guard }: PreviewTools): Promise<GuardedAnswer> {
  const { redirects, ms } = PREVIEW_LIMITS;
  return guardedGet({ url, accept, maxBytes, redirects, signal: AbortSignal.timeout(ms) }, guard);
}

function maxBytes(mediaType: string): number {
  if (isImage(mediaType)) return PREVIEW_LIMITS.imageBytes;
  return PAGES.includes(mediaType) ? PREVIEW_LIMITS.pageBytes : 0;
}

async function keepImage(
  { bytes, cut }: GuardedAnswer,
  { inspector, folder }: PreviewTools,
): Promise<FetchedImage | undefined> {
  if (cut) return undefined;
  const source = join(folder, crypto.randomUUID());
  const path = `${source}.webp`;
  await Bun.write(source, bytes);
  try {
    const { image } = await inspector.inspect({ path: source, images: [{ side: IMAGE_SIDE, path }] });
    return image && { path };
  } finally {
    await Bun.file(source).delete();
  }
}

const isImage = (mediaType: string): boolean => mediaType.startsWith("image/");
