/** Bounds of what is done with images. docs/SPEC.md quotes them. */
export const IMAGE_LIMITS = {
  /** Bytes of an image that gets thumbnails. */
  bytes: 20 * 2 ** 20,
  /** Pixels (width × height) of an image that is decoded; its pixels take 4 bytes each meanwhile. */
  pixels: 50_000_000,
} as const;

/** The sides of the boxes that thumbnails fit in, in pixels, smallest first. */
export const THUMBNAIL_SIDES = [360, 1280] as const;

/** One of them. */
export type ThumbnailSide = (typeof THUMBNAIL_SIDES)[number];
