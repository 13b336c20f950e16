import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps, type RequestOptions } from "node:https";
import { isIP } from "node:net";

import { isPublicAddress } from "./public-address.ts";

/** What may be asked, and how names are resolved. */
export interface GuardOptions {
  /** All addresses of a name; rejects, or gives none, if there are none. */
  resolve(name: string): Promise<readonly string[]>;
  /** Hosts that may be asked whatever their addresses and ports are: "name" or "name:port". */
  allowedHosts: readonly string[];
  /** Certificates to trust besides the usual ones, in PEM. */
  ca?: string;
}

export interface GuardedRequest {
  url: string;
  /** The Accept header. */
  accept: string;
  /** Bytes of a body of this media type that are read: what comes after is cut off. 0: none is wanted. */
  maxBytes(mediaType: string): number;
  redirects: number;
  signal: AbortSignal;
}

export interface GuardedAnswer {
  /** Where the redirects have led. */
  url: URL;
  status: number;
  /** Without parameters, in lower case. */
  mediaType: string;
  /** The whole Content-Type header. */
  contentType: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Whether the body goes on after `bytes`. */
  cut: boolean;
}

/** The address may not be asked, or what it answers is not taken; the message says why. */
export class GetRefused extends Error {
  override name = "GetRefused";
}

const USER_AGENT = "Hubbub (link previews)";
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * GETs a link that a stranger gave: only http and https on their own ports, only from public addresses. The name is
 * resolved once and the connection goes to an address that was checked, so a name that changes meanwhile gains nothing;
 * every redirect is checked again. Rejects with GetRefused, or as the network does.
 */
export async function guardedGet(asked: GuardedRequest, options: GuardOptions): Promise<GuardedAnswer> {
  let url = new URL(asked.url);
  for (let redirects = 0; ; redirects++) {
    const response = await send(url, asked, options);
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (!REDIRECTS.has(status) || location === undefined) return answer(url, response, asked);
    response.destroy();
    if (redirects >= asked.redirects) throw new GetRefused("too many redirects");
    const next = URL.parse(location, url);
    if (next === null) throw new GetRefused("a redirect leads to no address");
    url = next;
  }
}

async function send(
  url: URL,
  { accept, signal }: GuardedRequest,
  guard: GuardOptions,
): Promise<IncomingMessage> {
  const addresses = await checkedAddresses(url, guard);
  signal.throwIfAborted();
  const options: RequestOptions = {
    headers: { "User-Agent": USER_AGENT, Accept: accept, "Accept-Encoding": "identity" },
    // A connection that was kept could lead to an address that nobody checked for this name.
    agent: false,
    signal,
    ca: guard.ca,
    lookup: (_name, { all }, found) => {
      if (all) found(null, [...addresses]);
      else found(null, addresses[0]!.address, addresses[0]!.family);
    },
  };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, options, resolve);
  request.on("error", reject);
  request.end();
  return promise;
}

interface Address {
  address: string;
  family: number;
}

/** Throws GetRefused unless the URL may be asked, at these addresses. */
async function checkedAddresses(url: URL, guard: GuardOptions): Promise<readonly Address[]> {
  if (url.protocol !== "http:" && url.protocol !== "https:") throw new GetRefused("not http or https");
  if (url.username !== "" || url.password !== "") throw new GetRefused("a link with a password");
  const name = url.hostname.replace(/^\[|\]$/g, "");
  const allowed = guard.allowedHosts.includes(url.hostname) || guard.allowedHosts.includes(url.host);
  if (url.port !== "" && !allowed) throw new GetRefused(`port ${url.port}`);
  const addresses = isIP(name) > 0 ? [name] : await guard.resolve(name);
  if (addresses.length === 0) throw new GetRefused(`${name} has no address`);
  if (!allowed && !addresses.every(isPublicAddress)) throw new GetRefused(`${name} is not a public address`);
  return addresses.map((address) => ({ address, family: isIP(address) }));
}

async function answer(
  url: URL,
  response: IncomingMessage,
  { maxBytes }: GuardedRequest,
): Promise<GuardedAnswer> {
  const { headers, statusCode: status = 0 } = response;
  try {
    // It was asked for as it is: what is packed all the same could unfold to anything.
    const encoding = headers["content-encoding"] ?? "identity";
    if (encoding !== "identity") throw new GetRefused(`a body packed with ${encoding}`);
    const contentType = headers["content-type"] ?? "";
    const mediaType = (contentType.split(";")[0] ?? "").trim().toLowerCase();
    const most = maxBytes(mediaType);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      chunks.push(chunk.subarray(0, most - size));
      size += chunk.length;
      if (size > most) break;
    }
    const bytes = new Uint8Array(Buffer.concat(chunks));
    return { url, status, mediaType, contentType, bytes, cut: size > most };
  } finally {
    response.destroy();
  }
}
