/** Bounds of fetching link previews. docs/SPEC.md quotes them. */
export const PREVIEW_LIMITS = {
  /** Links of one message that get a preview. */
  links: 3,
  /** Characters (UTF-16 code units) of a link. */
  urlLength: 2_048,
  /** Bytes of a page that are read; what comes after is not looked at. */
  pageBytes: 512 * 1024,
  /** Bytes of a preview's image; a larger one is left out. */
  imageBytes: 5 * 2 ** 20,
  /** Redirects that are followed. */
  redirects: 5,
  /** Ms for one page, or one image, redirects included. */
  ms: 8_000,
  /** Characters (code points) of what a page says of itself. */
  titleLength: 200,
  descriptionLength: 500,
  siteLength: 80,
} as const;
