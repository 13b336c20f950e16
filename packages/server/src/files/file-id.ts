import { ID_LIMIT } from "@hubbub/protocol";

/** An id by chance: 1 to 2^53 - 1. That two are the same is as good as impossible. */
export function newFileId(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return ((high * 2 ** 21 + (low >>> 11)) % (ID_LIMIT - 1)) + 1;
}

/** The id that a part of a path names; undefined if it is none. */
export function parseFileId(text: string): number | undefined {
  const id = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : 0;
  return id > 0 && id < ID_LIMIT ? id : undefined;
}
