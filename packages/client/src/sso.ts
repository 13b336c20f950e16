const VERIFIER_BYTES = 32;

/** A secret of this client, and its SHA-256, by which the accounts service knows it again (as in PKCE, RFC 7636). */
export async function makeVerifier(): Promise<{ verifier: string; challenge: string }> {
  // Browsers have it on pages that come over HTTPS or from this machine only.
  if (globalThis.crypto?.subtle === undefined) {
    throw new TypeError("Single sign-on needs a page that came over HTTPS.");
  }
  const verifier = base64Url(crypto.getRandomValues(new Uint8Array(VERIFIER_BYTES)));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return { verifier, challenge: base64Url(new Uint8Array(digest)) };
}

function base64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
