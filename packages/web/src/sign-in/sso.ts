import { accounts } from "../app/session.ts";

const KEY = "hubbub-sso";

/** Leaves the page for the single sign-on, which comes back to this address. */
export async function goToSso(): Promise<void> {
  const { url, verifier } = await accounts.startSso({ returnTo: location.href.split("#")[0] ?? "" });
  sessionStorage.setItem(KEY, verifier);
  location.assign(url);
}

/** What the single sign-on came back with. */
export type SsoReturn = { code: string; verifier: string } | { failed: "refused" | "elsewhere" };

/** What the address says of a way through the single sign-on; once, and then it is no longer in the address. */
export function takeSsoReturn(): SsoReturn | undefined {
  const url = new URL(location.href);
  const code = url.searchParams.get("sso_code");
  const error = url.searchParams.get("sso_error");
  if (code === null && error === null) return undefined;
  url.searchParams.delete("sso_code");
  url.searchParams.delete("sso_error");
  history.replaceState(history.state, "", url);
  const verifier = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (code === null) return { failed: "refused" };
  return verifier === null ? { failed: "elsewhere" } : { code, verifier };
}
