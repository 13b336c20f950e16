/// <reference lib="webworker" />
/**
 * The service worker: shows what is pushed while no page is open, and opens what is clicked. It caches nothing: each start
 * asks the server what is new, and answers of the chat are never older than the page.
 */
import { notificationOf, type PushedMessage } from "./service-worker/notification.ts";
import type { OpenPath } from "./service-worker/open-path.ts";

declare const self: ServiceWorkerGlobalScope;

// A newer one has nothing to wait for: no page depends on what an older one did.
self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const message = event.data?.json() as PushedMessage | undefined;
  if (message === undefined) return;
  const { title, ...options } = notificationOf(message);
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { path } = event.notification.data as OpenPath;
  event.waitUntil(open(path));
});

/** In the window that was used last, if there is one: it goes there without loading anything again. */
async function open(path: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const [page] = windows;
  if (page === undefined) {
    await self.clients.openWindow(path);
    return;
  }
  const message: OpenPath = { type: "open", path };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A Client is of this origin, and takes none.
  page.postMessage(message);
  await page.focus();
}
