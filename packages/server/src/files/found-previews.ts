/** What the worker tells the gateway (its route "previews"): what stands behind the links of a message. */
export interface FoundPreviews {
  channel: number;
  seq: number;
  previews: FoundPreview[];
}

export interface FoundPreview {
  /** The link, as the message has it. */
  url: string;
  title: string;
  description: string;
  site: string;
  /** Path of a local file, which is copied. */
  image?: string;
}
