/** Where a Hubbub server is, made from the address that people know: http(s):// or ws(s)://, with or without a path. */
export interface Endpoint {
  /** Base of the accounts service's HTTP API; ends with "/". */
  http: string;
  /** The socket. */
  socket: string;
}

const SCHEMES: Record<string, { http: string; socket: string }> = {
  "http:": { http: "http:", socket: "ws:" },
  "ws:": { http: "http:", socket: "ws:" },
  "https:": { http: "https:", socket: "wss:" },
  "wss:": { http: "https:", socket: "wss:" },
};

/** TypeError if it is no such address. */
export function endpoint(address: string): Endpoint {
  const folder = address.endsWith("/") ? address : `${address}/`;
  const base = URL.canParse(folder) ? new URL(folder) : undefined;
  const schemes = base && SCHEMES[base.protocol];
  if (base === undefined || schemes === undefined || base.search !== "" || base.hash !== "") {
    throw new TypeError(`"${address}" is not the address of a server, such as "https://chat.example.org".`);
  }
  const place = `//${base.host}${base.pathname}`;
  return { http: schemes.http + place, socket: `${schemes.socket + place}ws` };
}
