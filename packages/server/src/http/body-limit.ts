/** A request's body may have so many bytes, unless it is an upload. */
export const BODY_BYTES = 64 * 1024;

/** Why the body of a request, which is no upload, is not read: it is too large, or doesn't tell how large it is. */
export function bodyFault({ headers }: Request): Response | undefined {
  if (headers.has("transfer-encoding")) {
    return new Response("Say with Content-Length how large the request is.\n", { status: 411 });
  }
  if (Number(headers.get("content-length")) <= BODY_BYTES) return undefined;
  return new Response(`A request has ${BODY_BYTES} bytes at most.\n`, { status: 413 });
}
