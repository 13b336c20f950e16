import type { GatewayContext } from "../gateway/gateway-context.ts";
import { isUnsubscribeToken } from "../unsubscribe-url.ts";

const HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
  "Referrer-Policy": "no-referrer",
};

/**
 * /unsubscribe?user=ID&token=…, as it stands in mails. GET asks, since mail programs open links on their own; POST, by the
 * button or by the mail program (RFC 8058), ends the mails to that user.
 */
export async function unsubscribe(gateway: GatewayContext, request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const user = Number(searchParams.get("user"));
  if (!isUnsubscribeToken(gateway.secrets.unsubscribeKey, user, searchParams.get("token") ?? "")) {
    return page(403, "This link is not complete. Copy the whole of it from the mail.");
  }
  if (request.method === "POST") {
    await gateway.writes.do("stopMails", { user });
    return page(
      200,
      "You get no more mails of what you haven't read. You can turn them on again in your preferences.",
    );
  }
  if (request.method !== "GET") return page(405, "Only GET and POST are answered here.");
  return page(
    200,
    `No more mails of what you haven't read? <form method="post"><button>No more mails</button></form>`,
  );
}

function page(status: number, html: string): Response {
  const whole = `<!doctype html><html lang="en"><title>Hubbub</title><p>${html}</p></html>\n`;
  return new Response(whole, { status, headers: HEADERS });
}
