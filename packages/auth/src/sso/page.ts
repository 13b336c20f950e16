/** A page for people, in their browser, that ends the way through the issuer, with a link to where they can begin again. */
export function page(
  title: string,
  text: string,
  { code, status = 200 }: { code?: string; status?: number },
): Response {
  const shown = code === undefined ? "" : `<p><code>${Bun.escapeHTML(code)}</code></p>`;
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${Bun.escapeHTML(title)}</title>
<h1>${Bun.escapeHTML(title)}</h1>
<p>${Bun.escapeHTML(text)}</p>
${shown}
<p><a href="/">To the chat</a></p>
</html>
`;
  return new Response(body, { status, headers: { ...HEADERS, "Content-Type": "text/html; charset=utf-8" } });
}

/** Sends the browser on, and nobody else learns from where. */
export function redirect(url: string): Response {
  return new Response(null, { status: 303, headers: { ...HEADERS, Location: url } });
}

const HEADERS = {
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "Content-Security-Policy": "default-src 'none'",
  "X-Frame-Options": "DENY",
};
