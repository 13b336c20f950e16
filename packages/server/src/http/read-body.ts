import { Refusal } from "../errors.ts";

/** A request's body may have so many bytes, unless it is an upload. */
export const BODY_BYTES = 64 * 1024;

/** The body of a request. Refuses one that is too large, also if its length was not told before. */
export async function readBody({ body }: Request): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > BODY_BYTES) {
      throw new Refusal("too_large", `A request has ${BODY_BYTES} bytes at most.`, { limit: BODY_BYTES });
    }
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
