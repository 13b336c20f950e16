/**
 * The origin that clients reach the service by: as it was set; else what the request was made to, with a trusted
 * proxy's word for it. A browser says its scheme in Origin; without one a proxy does in X-Forwarded-Proto.
 */
export function publicOrigin(
  { publicUrl }: { publicUrl: string | undefined },
  { headers }: Request,
  isTrusted: boolean,
): string {
  if (publicUrl !== undefined) return new URL(publicUrl).origin;
  const forwarded = (name: string) => (isTrusted ? headers.get(`X-Forwarded-${name}`) : null);
  const host = forwarded("Host") ?? headers.get("Host") ?? "";
  const origin = URL.parse(headers.get("Origin") ?? "");
  if (origin?.host === host) return origin.origin;
  const scheme = forwarded("Proto") === "https" ? "https" : "http";
  return URL.parse(`${scheme}://${host}`)?.origin ?? "null";
}
