import { afterAll, beforeAll, describe, expect, test } from "bun:test";

import { findChromium, type Stack, startStack } from "@hubbub/devkit";
import { type Browser, type BrowserContext, chromium, type Page, type Worker } from "playwright-core";

import { eventually } from "./browser/eventually.ts";

const TRUSTED = "require-trusted-types-for";
const CHROMIUM = findChromium();

/** A notification as the page sees it. */
interface Shown {
  title: string;
  body: string;
  tag: string;
  path: string;
}

describe.skipIf(CHROMIUM === undefined)("in the browser", () => {
  let stack: Stack;
  let browser: Browser;
  beforeAll(async () => {
    stack = await startStack({ web: true });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser.close();
    await stack.close();
  });

  test("[U4.1] the page runs under its policy without a complaint, and asks nobody else for anything", async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    const hosts = new Set<string>();
    page.on("console", (said) => {
      if (["error", "warning"].includes(said.type())) complaints.push(said.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => hosts.add(new URL(request.url()).host));
    await page.goto(`${stack.url}/c/1`, { waitUntil: "networkidle" });
    expect(await page.locator("#root > *").count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(stack.url).host]);
    await page.close();
  });

  test("[U4.2] the policy lets it open a WebSocket here, and takes no inline style, and no text as script or markup", async () => {
    const page = await browser.newPage();
    await page.goto(stack.url);
    expect(await page.evaluate(tryWhatIsForbidden)).toEqual({
      webSocket: "open",
      markup: "TypeError",
      workerByText: "TypeError",
      title: expect.stringMatching(/Hubbub$/),
      violations: [TRUSTED, TRUSTED, TRUSTED, "style-src-elem"],
    });
    await page.close();
  });

  test("[U4.3] what is pushed is shown, a channel's newest alone; a click leads to it in the open page", async () => {
    const { context, page, worker } = await openWithWorker();
    const push = await pusher(page);
    const message = { channel: 12, thread: 0, at: 1_700_000_000_000, reason: "mention" };
    await push({ ...message, seq: 34, count: 1, title: "Ada in #general", body: "Hello" });
    expect(await shown(page, "Ada in #general")).toEqual([
      { title: "Ada in #general", body: "Hello", tag: "channel-12", path: "/c/12?at=34" },
    ]);
    await push({ ...message, seq: 36, thread: 30, count: 2, title: "Bob in #general", body: "There" });
    expect(await shown(page, "Bob in #general (2)")).toEqual([
      { title: "Bob in #general (2)", body: "There", tag: "channel-12", path: "/c/12?at=36&thread=30" },
    ]);
    const told = page.evaluate(
      () =>
        new Promise((resolve) => {
          navigator.serviceWorker.addEventListener("message", ({ data }) => resolve(data), { once: true });
        }),
    );
    await worker.evaluate(clickNotification);
    expect(await told).toEqual({ type: "open", path: "/c/12?at=36&thread=30" });
    expect(await page.evaluate(async () => (await notifications()).length)).toBe(0);
    await context.close();
  });

  test("[U4.4] the service worker keeps nothing: a page after it was taken over comes from the server", async () => {
    const { context, page } = await openWithWorker();
    await page.reload();
    expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toBe(
      `${stack.url}/service-worker.js`,
    );
    expect(await page.evaluate(() => caches.keys())).toEqual([]);
    await context.setOffline(true);
    expect(await page.reload().catch(() => "no page")).toBe("no page");
    await context.close();
  });

  /** A page whose service worker runs; without the page's policy, so that the test may register it as often as it likes. */
  async function openWithWorker(): Promise<{ context: BrowserContext; page: Page; worker: Worker }> {
    const context = await browser.newContext({ bypassCSP: true, permissions: ["notifications"] });
    const page = await context.newPage();
    const started = context.waitForEvent("serviceworker");
    await page.goto(stack.url);
    await page.evaluate(async () => {
      await navigator.serviceWorker.register("/service-worker.js");
      await navigator.serviceWorker.ready;
      (globalThis as unknown as InPage).notifications = async () =>
        (await navigator.serviceWorker.ready).getNotifications();
    });
    return { context, page, worker: await started };
  }

  /** Pushes to the page's service worker, as a push service would. */
  async function pusher(page: Page): Promise<(message: object) => Promise<void>> {
    const devtools = await page.context().newCDPSession(page);
    const registered = Promise.withResolvers<string>();
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [registration] = registrations;
      if (registration) registered.resolve(registration.registrationId);
    });
    await devtools.send("ServiceWorker.enable");
    const registrationId = await registered.promise;
    return async (message) => {
      const data = JSON.stringify(message);
      await devtools.send("ServiceWorker.deliverPushMessage", { origin: stack.url, registrationId, data });
    };
  }
});

/** What `openWithWorker` gives the page. */
interface InPage {
  notifications(): Promise<Notification[]>;
}
declare const notifications: InPage["notifications"];

/** All notifications, once there is one of this title. */
function shown(page: Page, title: string): Promise<Shown[]> {
  return eventually(async () => {
    const all = await page.evaluate(async () =>
      (await notifications()).map((one) => ({
        title: one.title,
        body: one.body,
        tag: one.tag,
        path: one.data.path,
      })),
    );
    if (!all.some((one) => one.title === title))
      throw new Error(`There is no ${title}: ${JSON.stringify(all)}`);
    return all;
  });
}

/** Runs in the service worker: clicks the one notification. */
async function clickNotification(): Promise<void> {
  const scope = globalThis as unknown as ServiceWorkerGlobalScope;
  const [notification] = await scope.registration.getNotifications();
  if (!notification) throw new Error("There is no notification.");
  scope.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
}

/** Runs in the page. */
async function tryWhatIsForbidden() {
  const violations: string[] = [];
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
    violations.push(effectiveDirective);
  });
  const socket = new WebSocket(`${location.origin.replace("http", "ws")}/ws`, "hubbub.v1.json");
  const webSocket = await new Promise<string>((resolve) => {
    socket.addEventListener("open", () => resolve("open"));
    socket.addEventListener("error", () => resolve("error"));
  });
  socket.close();
  const markup = await new Promise((resolve) => resolve((document.body.innerHTML = "<b>text</b>"))).then(
    () => "done",
    (error: Error) => error.name,
  );
  const workerByText = await navigator.serviceWorker.register("/service-worker.js").then(
    () => "done",
    (error: Error) => error.name,
  );
  document.head.append(
    Object.assign(document.createElement("style"), { textContent: "body { color: red }" }),
  );
  const script = document.createElement("script");
  script.append("document.title = 'inline'");
  document.head.append(script);
  while (violations.length < 4) await new Promise((resolve) => requestAnimationFrame(resolve));
  return { webSocket, markup, workerByText, title: document.title, violations: violations.toSorted() };
}
