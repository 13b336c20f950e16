/** The ws:// or wss:// URL of the server with this http:// or https:// URL. */
export function socketUrl(server: URL): URL {
  const url = new URL("ws", server.href.endsWith("/") ? server : `${server}/`);
  url.protocol = server.protocol === "https:" ? "wss:" : "ws:";
  return url;
}
