/** What the service worker tells a page whose notification was clicked. */
export interface OpenPath {
  type: "open";
  /** Such as `/c/12?at=345`. */
  path: string;
}
