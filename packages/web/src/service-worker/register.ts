import type { OpenPath } from "./open-path.ts";

const ADDRESS = "/service-worker.js";

/** Of the browsers that have it (W3C Trusted Types); the page's policy wants the script's address as such an object. */
interface TrustedTypes {
  createPolicy(
    name: "hubbub",
    rules: { createScriptURL(address: string): string },
  ): {
    createScriptURL(address: string): string;
  };
}

/**
 * Makes the service worker this page's. `open` is called with the path, such as `/c/12?at=345`, of a notification that was
 * clicked. Call it once. Undefined where there are none: such pages have no web push. Rejects if the browser refuses it.
 */
export async function registerServiceWorker(
  open: (path: string) => void,
): Promise<ServiceWorkerRegistration | undefined> {
  if (!("serviceWorker" in navigator)) return undefined;
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<OpenPath>) => {
    if (data.type === "open") open(data.path);
  });
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy("hubbub", { createScriptURL: (address) => address });
  const address = policy?.createScriptURL(ADDRESS) ?? ADDRESS;
  return navigator.serviceWorker.register(address, { scope: "/" });
}
