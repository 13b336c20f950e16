import type { Hubbub } from "@hubbub/client";

/** Whether this browser is pushed what comes while no page is open. */
export type PushState =
  | "on"
  | "off"
  /** The user has told the browser not to ask again. */
  | "denied"
  /** Of iPhones and iPads: only what was added to the home screen is pushed to. */
  | "install"
  | "unsupported";

export async function pushState(client: Hubbub): Promise<PushState> {
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis) || client.pushKey === "")
    return isAppleTab() ? "install" : "unsupported";
  if (Notification.permission === "denied") return "denied";
  const registration = await navigator.serviceWorker.ready;
  return (await registration.pushManager.getSubscription()) === null ? "off" : "on";
}

/** Asks for the permission, if it has to; call it from a click. Rejects if the browser or the server refuses. */
export async function turnPushOn(client: Hubbub): Promise<PushState> {
  if ((await Notification.requestPermission()) !== "granted") return pushState(client);
  const registration = await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: client.pushKey,
  });
  const { endpoint = "", keys = {} } = subscription.toJSON();
  try {
    await client.profile.registerPush({ endpoint, p256dh: keys["p256dh"] ?? "", auth: keys["auth"] ?? "" });
  } catch (error) {
    // The server knows nothing of it: neither does the browser then.
    await subscription.unsubscribe();
    throw error;
  }
  return "on";
}

/** Rejects if the server can't be told. */
export async function turnPushOff(client: Hubbub): Promise<PushState> {
  const registration = await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.getSubscription();
  if (subscription !== null) {
    await client.profile.unregisterPush(subscription.endpoint);
    await subscription.unsubscribe();
  }
  return pushState(client);
}

function isAppleTab(): boolean {
  return "standalone" in navigator && navigator.standalone === false && navigator.maxTouchPoints > 0;
}
