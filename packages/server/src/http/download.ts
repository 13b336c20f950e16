import { Refusal } from "../errors.ts";
import { blobKey, thumbnailKey } from "../files/blob-keys.ts";
import { isShown } from "../files/content-type.ts";
import { contentDisposition } from "../files/file-name.ts";
import { THUMBNAIL_SIDES } from "../files/image-limits.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import type { FileRow } from "../store/store.ts";
import { byteRange } from "./byte-range.ts";
import { type Asked, readToken } from "./read-token.ts";

/** A year: what an id stands for never changes. */
const CACHE = "private, max-age=31536000, immutable";
/** Whatever a file is, it runs nothing and loads nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** One thing that can be downloaded: a file, or a thumbnail of it. */
interface Content {
  key: string;
  type: string;
  /** Undefined for a thumbnail: it is small, and sent whole. */
  size: number | undefined;
  etag: string;
  disposition: string;
}

/**
 * GET /files/ID/NAME, with a token or a signed link: the file, or with `thumbnail=360` or `1280` a smaller picture of it.
 * Rejects with Refusal.
 */
export async function download(gateway: GatewayContext, asked: Asked, id: number): Promise<Response> {
  const { request } = asked;
  const query = new URL(request.url).searchParams;
  const user = await reader(gateway, asked, id, query);
  const [row] = await gateway.store.read("readableFiles", { ids: [id], user, at: Date.now() });
  if (row === undefined) throw noFile(id);
  const content = contentOf(row, query.get("thumbnail"));
  const headers = new Headers({
    ETag: content.etag,
    "Cache-Control": CACHE,
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
  });
  if (isKnown(request, content.etag)) return new Response(null, { status: 304, headers });
  headers.set("Content-Type", content.type);
  headers.set("Content-Disposition", content.disposition);
  if (request.method === "HEAD") {
    if (content.size !== undefined) headers.set("Content-Length", String(content.size));
    return new Response(null, { headers });
  }
  return content.size === undefined
    ? whole(gateway, content, headers)
    : ranged(gateway, request, content, content.size, headers);
}

/** The same for a file that isn't there and one that may not be read. */
export function noFile(id: number): Refusal {
  return new Refusal("not_found", `There is no file ${id} that you can read.`);
}

async function reader(
  gateway: GatewayContext,
  asked: Asked,
  id: number,
  query: URLSearchParams,
): Promise<number> {
  if (!query.has("signature")) return readToken(gateway, asked, "messages:read");
  const since = (user: number): number => gateway.revocations.allRevokedAt(user);
  const user = gateway.files.links.check(id, query, since, Date.now());
  if (user !== undefined) return user;
  throw new Refusal("token_expired", "The link is not good any more. Ask for a new one.");
}

function contentOf({ id, name, type, size, sha256, thumbnail }: FileRow, asked: string | null): Content {
  const etag = sha256.slice(0, 32);
  if (asked === null) {
    const disposition = contentDisposition(isShown(type) ? "inline" : "attachment", name);
    return { key: blobKey(id), type, size, etag: `"${etag}"`, disposition };
  }
  const side = THUMBNAIL_SIDES.find((known) => String(known) === asked);
  if (side === undefined || !thumbnail) {
    const sides = THUMBNAIL_SIDES.join(" and ");
    throw new Refusal("not_found", `There is no such thumbnail: images have those of ${sides} pixels.`);
  }
  const disposition = contentDisposition("inline", `${name}.webp`);
  return {
    key: thumbnailKey(id, side),
    type: "image/webp",
    size: undefined,
    etag: `"${etag}-${side}"`,
    disposition,
  };
}

function isKnown(request: Request, etag: string): boolean {
  const known = request.headers.get("if-none-match");
  return (
    known !== null &&
    (known === "*" || known.split(",").some((one) => one.trim().replace(/^W\//, "") === etag))
  );
}

async function whole(gateway: GatewayContext, { key }: Content, headers: Headers): Promise<Response> {
  const body = await gateway.files.blobs.read(key);
  if (body === undefined) throw new Error(`the blob ${key} is missing`);
  return new Response(body, { headers });
}

async function ranged(
  gateway: GatewayContext,
  request: Request,
  { key, etag }: Content,
  size: number,
  headers: Headers,
): Promise<Response> {
  headers.set("Accept-Ranges", "bytes");
  const condition = request.headers.get("if-range");
  const asked =
    condition === null || condition === etag ? byteRange(request.headers.get("range"), size) : undefined;
  if (asked === "unsatisfiable") {
    headers.set("Content-Range", `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const range = asked ?? { start: 0, end: size };
  const body = await gateway.files.blobs.read(key, range);
  if (body === undefined) throw new Error(`the blob ${key} is missing`);
  if (asked !== undefined) headers.set("Content-Range", `bytes ${range.start}-${range.end - 1}/${size}`);
  return new Response(body, { status: asked === undefined ? 200 : 206, headers });
}
