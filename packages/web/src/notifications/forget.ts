import { forgetTold } from "../service-worker/told.ts";

/**
 * Ends what the user who leaves is told in this browser: no more is pushed here (which the push service tells the server with
 * the next push), and what is shown goes away.
 */
export async function forgetNotifications(): Promise<void> {
  await forgetTold().catch(() => {});
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration();
  if (registration === undefined) return;
  for (const notification of await registration.getNotifications()) notification.close();
  if (!("pushManager" in registration)) return;
  try {
    await (await registration.pushManager.getSubscription())?.unsubscribe();
  } catch (error) {
    // Who leaves has to get out all the same.
    console.warn("Pushes to this browser couldn't be ended.", error);
  }
}
