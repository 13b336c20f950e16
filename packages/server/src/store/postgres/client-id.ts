import { storedClientId } from "../sqlite/client-id.ts";

const encoder = new TextEncoder();

/** What a stored client id begins with: what its other bytes are. */
const TEXT = 0;
const UUID = 1;

/** A client id as bytes, since a text of Postgres can't hold every character: a UUID takes 17, see ../sqlite/client-id.ts. */
export function clientIdBytes(clientId: string): Uint8Array {
  const utf8 = encoder.encode(clientId);
  const stored = storedClientId(utf8);
  const isText = typeof stored === "string";
  const bytes = isText ? utf8 : stored;
  const marked = new Uint8Array(bytes.length + 1);
  marked[0] = isText ? TEXT : UUID;
  marked.set(bytes, 1);
  return marked;
}
