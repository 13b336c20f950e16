import { encodingFor, weightsOf } from "./accepted.ts";
import { pageHeaders } from "./page-headers.ts";
import type { WebFile, WebFiles } from "./web-file.ts";

const PAGE = "/index.html";
/** A year: what such a name stands for never changes. */
const IMMUTABLE = "public, max-age=31536000, immutable";
/** Kept, and asked for each time whether it is still good. */
const CHECKED = "no-cache";
/** Best first. */
const ENCODINGS = ["br", "gzip"] as const;
/** First parts of paths that are the server's own, or files: below them the page is nowhere. */
const NO_PAGES: ReadonlySet<string> = new Set([
  ".well-known",
  "api",
  "assets",
  "auth",
  "control",
  "files",
  "healthz",
  "hooks",
  "internal",
  "metrics",
  "readyz",
  "unsubscribe",
  "ws",
]);

/** Serves the web client from memory: its files, and its page wherever a browser wants one that isn't the server's. */
export class WebClient {
  readonly #files: WebFiles;
  #served: { files: readonly WebFile[]; byPath: ReadonlyMap<string, WebFile> } | undefined;

  constructor(files: WebFiles) {
    this.#files = files;
  }

  /** Whether there have been files: an answer needs no time then. */
  get ready(): boolean {
    return this.#served !== undefined;
  }

  /** The answer to a GET or HEAD; undefined if there is nothing at that path. Waits for the files; rejects as they do. */
  async answer(request: Request, { pathname, host }: URL): Promise<Response | undefined> {
    const byPath = await this.#byPath();
    const file = byPath.get(pathname) ?? (wantsPage(request, pathname) ? byPath.get(PAGE) : undefined);
    return file && respond(request, file, host);
  }

  async #byPath(): Promise<ReadonlyMap<string, WebFile>> {
    const files = await this.#files();
    if (this.#served?.files !== files) {
      this.#served = { files, byPath: new Map(files.map((file) => [file.path, file])) };
    }
    return this.#served.byPath;
  }
}

/** Whether a browser asks for a page, and not a script for an address. */
function wantsPage(request: Request, pathname: string): boolean {
  const [, first = ""] = pathname.split("/");
  return !NO_PAGES.has(first) && (weightsOf(request.headers.get("accept")).get("text/html") ?? 0) > 0;
}

function respond(request: Request, file: WebFile, host: string): Response {
  const known = ENCODINGS.filter((encoding) => file.encodings[encoding] !== undefined);
  const encoding = encodingFor(request.headers.get("accept-encoding"), known);
  const bytes = (encoding && file.encodings[encoding]) ?? file.bytes;
  // Each variant has its own: RFC 9110, 8.8.3.3.
  const etag = `"${file.etag}${encoding === undefined ? "" : `-${encoding}`}"`;
  const headers = new Headers({
    ...pageHeaders(host),
    "Cache-Control": file.immutable ? IMMUTABLE : CHECKED,
    ETag: etag,
    Vary: file.path === PAGE ? "Accept, Accept-Encoding" : "Accept-Encoding",
  });
  if (isKnown(request.headers.get("if-none-match"), etag))
    return new Response(null, { status: 304, headers });
  headers.set("Content-Type", file.type);
  if (encoding !== undefined) headers.set("Content-Encoding", encoding);
  headers.set("Content-Length", String(bytes.length));
  return new Response(request.method === "HEAD" ? null : bytes, { headers });
}

function isKnown(known: string | null, etag: string): boolean {
  return known === "*" || (known?.split(",").some((one) => one.trim().replace(/^W\//, "") === etag) ?? false);
}
