import { useEffect, useState } from "react";

import { accounts } from "../app/session.ts";

const KEY = "hubbub-sso";

/** Leaves the page for the single sign-on, which comes back to this address. */
export async function goToSso(): Promise<void> {
  const { url, verifier } = await accounts.startSso({ returnTo: location.href.split("#")[0] ?? "" });
  sessionStorage.setItem(KEY, verifier);
  location.assign(url);
}

/** What the single sign-on came back with. */
export type SsoReturn = { code: string; verifier: string } | { failed: "refused" | "away" | "elsewhere" };

/** Of this page's load: it comes back once, and is dealt with once. */
let arrived = takeFromAddress();

/** What the page came back with from the single sign-on, for the screen that asks first, and what forgets it. */
export function useSsoReturn(): [SsoReturn | undefined, () => void] {
  const [arrival, setArrival] = useState(arrived);
  useEffect(() => {
    arrived = undefined;
  }, []);
  return [arrival, () => setArrival(undefined)];
}

/** Afterwards it is no longer in the address. */
function takeFromAddress(): SsoReturn | undefined {
  const url = new URL(location.href);
  const code = url.searchParams.get("sso_code");
  const error = url.searchParams.get("sso_error");
  if (code === null && error === null) return undefined;
  url.searchParams.delete("sso_code");
  url.searchParams.delete("sso_error");
  history.replaceState(history.state, "", url);
  const verifier = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (code === null) return { failed: error === "unavailable" ? "away" : "refused" };
  return verifier === null ? { failed: "elsewhere" } : { code, verifier };
}
