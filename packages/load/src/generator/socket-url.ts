/** The ws:// URL of the server with this http:// URL. */
export function socketUrl(server: URL): URL {
  const url = new URL("ws", server.href.endsWith("/") ? server : `${server}/`);
  url.protocol = "ws:";
  return url;
}
