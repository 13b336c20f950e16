import * as z from "zod";

import { AuthError } from "../errors.ts";

/** Bytes of a request's body, at most. */
export const BODY_BYTES = 16 * 1024;

/** The body as JSON of the given shape; throws too_large, or invalid with the field at fault. */
export async function readJson<T>(request: Request, shape: z.ZodType<T>): Promise<T> {
  const result = shape.safeParse(parse(await readText(request)));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join(".") ?? "";
  if (field === "") throw new AuthError("invalid", "The body must be a JSON object.");
  throw new AuthError("invalid", `${field}: ${issue?.message}.`, { field });
}

/** Read piece by piece: what is past the bound is never taken into memory. */
async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > BODY_BYTES) break;
      chunks.push(chunk);
    }
  } catch {
    throw new AuthError("invalid", "The body broke off.");
  }
  if (bytes > BODY_BYTES) {
    throw new AuthError("too_large", `The body has more than ${BODY_BYTES} bytes.`, { limit: BODY_BYTES });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new AuthError("invalid", "The body is not UTF-8.");
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AuthError("invalid", "The body is not JSON.");
  }
}
