import { ACCENT, type Ground, logoPixels, logoSvg, MASKABLE, ROUNDED } from "./logo.ts";
import { makeWebFile } from "./make-web-file.ts";
import { encodePng } from "./png.ts";
import type { WebFile } from "./web-file.ts";

/** The colours of the window around the page until it is there, and of a phone's status bar. */
const LIGHT = "#ffffff";
const DARK = "#15161a";

/** What the page's head says of the files below. */
export const HEAD = `<link rel="manifest" href="/manifest.webmanifest" />
<link rel="icon" href="/icon.svg" type="image/svg+xml" />
<link rel="apple-touch-icon" href="/icon-192.png" />
<meta name="theme-color" content="${LIGHT}" media="(prefers-color-scheme: light)" />
<meta name="theme-color" content="${DARK}" media="(prefers-color-scheme: dark)" />
`;

/** W3C Web Application Manifest: what makes the page installable. */
const MANIFEST = {
  id: "/",
  name: "Hubbub",
  short_name: "Hubbub",
  description: "Chat",
  start_url: "/",
  scope: "/",
  display: "standalone",
  theme_color: ACCENT,
  background_color: LIGHT,
  categories: ["social", "productivity"],
  icons: [
    { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
    { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
    { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
    { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
  ],
};

/** The manifest and the icons. */
export function appFiles(): Promise<WebFile[]> {
  return Promise.all([
    makeWebFile("/manifest.webmanifest", "application/manifest+json", JSON.stringify(MANIFEST)),
    makeWebFile("/icon.svg", "image/svg+xml", logoSvg(ROUNDED)),
    makeWebFile("/icon-192.png", "image/png", icon(192, ROUNDED)),
    makeWebFile("/icon-512.png", "image/png", icon(512, ROUNDED)),
    makeWebFile("/icon-maskable-512.png", "image/png", icon(512, MASKABLE)),
  ]);
}

function icon(size: number, ground: Ground): Uint8Array<ArrayBuffer> {
  return encodePng(size, logoPixels(size, ground));
}
