/**
 * Whether a WebSocket may be opened from this page. Only browsers send an Origin, and they always do: without
 * the check any page could open a socket from its visitor's machine (cross-site WebSocket hijacking).
 */
export function originAllowed(request: Request, origins: readonly string[]): boolean {
  const origin = request.headers.get("origin");
  if (origin === null || origins.includes(origin)) return true;
  const url = URL.parse(origin);
  return url !== null && url.host === request.headers.get("host");
}
