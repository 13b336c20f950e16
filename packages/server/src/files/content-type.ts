import { open } from "node:fs/promises";

import { fileTypeFromFile } from "file-type";

/** What a file is if nothing better is known. */
export const BINARY = "application/octet-stream";
const TEXT = "text/plain; charset=utf-8";
/** How much of a file is looked at to tell text from other bytes. */
const TEXT_SAMPLE_BYTES = 64 * 1024;

/**
 * Types that a browser may show in place: none of them can hold a script that it would run. Everything else, SVG, HTML
 * and PDF among them, is offered for saving only.
 */
const SHOWN = new Set([
  "image/apng",
  "image/avif",
  "image/bmp",
  "image/gif",
  "image/jpeg",
  "image/png",
  "image/webp",
  "video/mp4",
  "video/ogg",
  "video/quicktime",
  "video/webm",
  "audio/aac",
  "audio/flac",
  "audio/mp4",
  "audio/mpeg",
  "audio/ogg",
  "audio/wav",
  "audio/webm",
  "audio/x-flac",
  "audio/x-m4a",
]);

/** Whether a browser may show files of this type in place. */
export function isShown(type: string): boolean {
  return SHOWN.has(type);
}

/** The media type of a local file from its bytes alone: its name says nothing that could be relied on. */
export async function contentType(path: string): Promise<string> {
  const known = await fileTypeFromFile(path);
  if (known) return known.mime;
  return (await startsAsText(path)) ? TEXT : BINARY;
}

async function startsAsText(path: string): Promise<boolean> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(TEXT_SAMPLE_BYTES), 0, TEXT_SAMPLE_BYTES, 0);
    const sample = buffer.subarray(0, bytesRead);
    if (bytesRead === 0 || sample.includes(0)) return false;
    // As a stream: the sample may end within a character.
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  } finally {
    await file.close();
  }
}
