import { lookup as lookUp } from "node:dns/promises";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";

import { isPublicAddress } from "../previews/public-address.ts";

/** Bytes of an answer that are read. */
const ANSWER_BYTES = 64 * 1024;
const USER_AGENT = "Hubbub";

export interface OutgoingPost {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array;
  /** Whether the address may be a private one (RFC 1918, loopback, link-local, …). */
  privateAllowed: boolean;
  signal: AbortSignal;
}

export interface OutgoingAnswer {
  status: number;
  /** In lower case, without parameters; empty if there is none. */
  mediaType: string;
  /** Seconds, or a date (RFC 9110, 10.2.3). */
  retryAfter: string | undefined;
  /** Up to 64 KiB. */
  text: string;
}

/** The URL may not be asked; the message says why. */
export class PostRefused extends Error {
  override name = "PostRefused";
}

/**
 * POSTs to a URL that a user has set. Redirects are not followed. A name is resolved once, and the connection goes to
 * an address that was checked. Rejects with PostRefused, or as the network does.
 */
export async function postOut(post: OutgoingPost): Promise<OutgoingAnswer> {
  const url = new URL(post.url);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw new PostRefused("it is not http or https");
  const name = url.hostname.replace(/^\[|\]$/g, "");
  const addresses =
    isIP(name) > 0 ? [{ address: name, family: isIP(name) }] : await lookUp(name, { all: true });
  if (!post.privateAllowed && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw new PostRefused(`${name} is not a public address`);
  }
  post.signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = (url.protocol === "https:" ? requestHttps : requestHttp)(
    url,
    {
      method: "POST",
      headers: {
        "User-Agent": USER_AGENT,
        "Accept-Encoding": "identity",
        "Content-Length": String(Buffer.byteLength(post.body)),
        ...post.headers,
      },
      // A connection that was kept could lead to an address that nobody checked for this name.
      agent: false,
      signal: post.signal,
      lookup: (_name, { all }, found) => {
        if (all) found(null, [...addresses]);
        else found(null, addresses[0]!.address, addresses[0]!.family);
      },
    },
    resolve,
  );
  request.on("error", reject);
  request.end(post.body);
  return read(await promise);
}

async function read(response: IncomingMessage): Promise<OutgoingAnswer> {
  const chunks: Uint8Array[] = [];
  let room = ANSWER_BYTES;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    chunks.push(chunk.subarray(0, room));
    room -= chunk.length;
    if (room <= 0) break;
  }
  response.destroy();
  const { headers, statusCode = 0 } = response;
  return {
    status: statusCode,
    mediaType: (headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase(),
    retryAfter: headers["retry-after"],
    text: Buffer.concat(chunks).toString("utf8"),
  };
}

/** Ms that a Retry-After header asks for, at most `maxMs`; 0 if it says nothing. */
export function retryAfterMs(header: string | undefined, now: number, maxMs: number): number {
  if (header === undefined) return 0;
  const wait = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? 0 : Math.min(Math.max(wait, 0), maxMs);
}
