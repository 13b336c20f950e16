/**
 * What the web client's page may do: load what this server serves, and nothing else. `ws:` of the same host stands beside
 * 'self' for Safari before 16, where 'self' is not good for WebSockets (in CSP 3 it is). A file opened by itself has it too.
 */
function contentSecurityPolicy(host: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self' ws://${host} wss://${host}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types hubbub",
  ].join("; ");
}

/** What the page has no use for; passkeys, the clipboard, notifications, full screen and sharing it may have. */
const NOT_USED = [
  "accelerometer",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "hid",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "serial",
  "usb",
];
const PERMISSIONS = NOT_USED.map((name) => `${name}=()`).join(", ");

/** The headers of each of the web client's files; `host` is the request's, with its port. */
export function pageHeaders(host: string): Record<string, string> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(host),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
  };
}
