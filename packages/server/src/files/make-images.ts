import { stat } from "node:fs/promises";

import { IMAGE_LIMITS } from "./image-limits.ts";

/** A picture to make from an image. */
export interface WantedImage {
  /** It fits in a square of this side, in pixels; a smaller image stays as it is. */
  side: number;
  /** Where its WebP goes. */
  path: string;
}

/** Width and height in pixels, as it is to be shown (EXIF orientation applied). */
export interface ImageSize {
  width: number;
  height: number;
}

/**
 * Reads an image's size and writes smaller ones of it as WebP, without any of its metadata. Undefined if it is no
 * image that can be decoded here, or one past IMAGE_LIMITS.
 */
export async function makeImages(
  source: string,
  wanted: readonly WantedImage[],
): Promise<ImageSize | undefined> {
  if ((await stat(source)).size > IMAGE_LIMITS.bytes) return undefined;
  const bytes = await Bun.file(source).bytes();
  const options = { maxPixels: IMAGE_LIMITS.pixels, autoOrient: true };
  try {
    const { width, height } = await new Bun.Image(bytes, options).metadata();
    for (const { side, path } of wanted) {
      await new Bun.Image(bytes, options)
        .resize(side, side, { fit: "inside", withoutEnlargement: true })
        .webp({ quality: 80 })
        .write(path);
    }
    return { width, height };
  } catch (error) {
    if (isImagesFault(error)) return undefined;
    throw error;
  }
}

/** Bun's codes for what is wrong with an image. */
function isImagesFault(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    error.code.startsWith("ERR_IMAGE_")
  );
}
