import { LIMITS } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";

/** What no system takes in a name, and what would show it otherwise than it is. */
const UNFIT = /[/\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * The name of an upload, as it is kept: without white space at its ends, and with "_" for slashes, control and invisible
 * characters. "file" if nothing is left. Refuses one that is too long.
 */
export function keptFileName(given: string): string {
  const name = given.normalize("NFC").trim().replaceAll(UNFIT, "_");
  if (Buffer.byteLength(name) > LIMITS.fileNameBytes) {
    const message = `A file's name has ${LIMITS.fileNameBytes} bytes of UTF-8 at most.`;
    throw new Refusal("too_large", message, { field: "filename", limit: LIMITS.fileNameBytes });
  }
  return name === "" || /^\.+$/.test(name) ? "file" : name;
}

/** Content-Disposition (RFC 6266), with the name in ASCII for old clients and in UTF-8 (RFC 8187). */
export function contentDisposition(kind: "inline" | "attachment", name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, "_");
  const utf8 = encodeURIComponent(name).replaceAll(/['()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${utf8}`;
}
