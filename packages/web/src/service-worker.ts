/// <reference lib="webworker" />
/**
 * The service worker: shows what is pushed, unless a page has told of it, and opens what is clicked. It caches nothing: each
 * start asks the server what is new, and answers of the chat are never older than the page.
 */
import type { NotificationData, PushedMessage } from "./service-worker/notification.ts";
import type { OpenPath } from "./service-worker/open-path.ts";
import { showPush } from "./service-worker/show-push.ts";

declare const self: ServiceWorkerGlobalScope;

// A newer one has nothing to wait for: no page depends on what an older one did.
self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const message = event.data?.json() as PushedMessage | undefined;
  if (message !== undefined) event.waitUntil(showPush(self.registration, message));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { path } = event.notification.data as NotificationData;
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
