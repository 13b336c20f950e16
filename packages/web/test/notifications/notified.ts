import type { Page, Worker } from "playwright-core";

import type { PushedMessage } from "../../src/service-worker/notification.ts";
import type { Person } from "../browser/person.ts";
import type { World } from "../browser/world.ts";
import { type Watch, watchPage } from "./watch-page.ts";

/** A notification that is open. */
export interface Open {
  title: string;
  body: string;
  path: string;
}

export interface NotifiedOptions {
  path?: string;
  /** Of this browser; default: both on. */
  settings?: { notifications?: boolean; sounds?: boolean };
  /** Runs in every page first. */
  script?: string;
}

/** Somebody whose browser may notify them, with what it tells. */
export class Notified {
  readonly person: Person;

  private constructor(person: Person) {
    this.person = person;
  }

  static async sitDown(world: World, name: string, options: NotifiedOptions = {}): Promise<Notified> {
    const { path = "/threads", settings = {}, script = "" } = options;
    const all = JSON.stringify({ notifications: true, sounds: true, ...settings });
    const person = await world.person(name, { path, script: `(${watchPage})(${all});${script}` });
    await person.context.grantPermissions(["notifications"], { origin: world.server.url });
    const notified = new Notified(person);
    await notified.settle();
    return notified;
  }

  get page(): Page {
    return this.person.page;
  }

  /** Resolves when the page has its channels, and one of so many tabs tells. */
  async settle(page = this.page, tabs = 1): Promise<void> {
    await page.getByRole("navigation").first().waitFor();
    // The first click: browsers play no sound before.
    await page.mouse.click(5, 795);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    await this.oneTells(page, tabs);
  }

  /** Resolves when one of so many tabs tells, and the others wait to. */
  async oneTells(page: Page, tabs: number): Promise<void> {
    await page.waitForFunction(async (all) => {
      const { held, pending } = await navigator.locks.query();
      return held?.length === 1 && pending?.length === all - 1;
    }, tabs);
  }

  /** Looks away from the page, or back. */
  async look(away: boolean, page = this.page): Promise<void> {
    await page.evaluate((is) => {
      watch.away = is;
      window.dispatchEvent(new Event(is ? "blur" : "focus"));
      document.dispatchEvent(new Event("visibilitychange"));
    }, away);
  }

  /** What this page has told so far. */
  watch(page = this.page): Promise<Watch> {
    return page.evaluate(() => watch);
  }

  /** Titles of the notifications that this page has shown so far. */
  async told(page = this.page): Promise<string[]> {
    return (await this.watch(page)).told.map(({ title }) => title);
  }

  /** The notifications that are open. */
  open(): Promise<Open[]> {
    return this.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const all = await registration.getNotifications();
      return all.map(({ title, body, data }) => ({ title, body, path: data.path }));
    });
  }

  /** Clicks the notification of this title. */
  async click(title: string): Promise<void> {
    await this.worker.evaluate(clickNotification, title);
  }

  /** Pushes to this browser, as a push service would. */
  async push(message: PushedMessage): Promise<void> {
    const devtools = await this.person.context.newCDPSession(this.page);
    const registered = Promise.withResolvers<string>();
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [registration] = registrations;
      if (registration) registered.resolve(registration.registrationId);
    });
    await devtools.send("ServiceWorker.enable");
    const [registrationId, data] = [await registered.promise, JSON.stringify(message)];
    const { origin } = new URL(this.page.url());
    await devtools.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
    await devtools.detach();
  }

  get worker(): Worker {
    const [worker] = this.person.context.serviceWorkers();
    if (worker === undefined) throw new Error("There is no service worker.");
    return worker;
  }
}

/** Runs in the service worker. */
async function clickNotification(title: string): Promise<void> {
  const scope = globalThis as unknown as ServiceWorkerGlobalScope;
  const all = await scope.registration.getNotifications();
  const notification = all.find((each) => each.title === title);
  if (!notification) throw new Error(`There is no notification ${title}.`);
  scope.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
}
