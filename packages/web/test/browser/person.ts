import type { Session } from "@hubbub/client";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";

import { Complaints } from "./complaints.ts";
import { Line } from "./line.ts";

/** Where the web client keeps who is logged in. */
const SESSION_KEY = "hubbub-session";
/** For one action of a user, in ms: what takes longer fails with what was waited for. */
const ACTION_MS = 10_000;

const VIEWPORTS = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
} as const;

export interface PersonOptions {
  /** 1280×800, or 390×844 with touch. Default "desktop". */
  viewport?: keyof typeof VIEWPORTS;
  /** What the system is set to. Default "light". */
  theme?: "light" | "dark";
  /** Where the page begins; default "/". */
  path?: string;
  /** Addresses of other servers that the browser may go to, such as an issuer's. */
  neighbours?: readonly string[];
  /** Runs in every page before anything else, whatever the page's policy. */
  script?: string;
}

interface Setting {
  browser: Browser;
  /** Address of the server. */
  url: string;
  /** Of who is logged in already. */
  session: Session | undefined;
  /** How often the server was stopped. */
  stops(): number;
}

/** Somebody at a browser of their own, with a line to the server of their own. Nothing is shared with other browsers. */
export class Person {
  readonly name: string;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly line: Line;
  readonly complaints: Complaints;

  private constructor(name: string, page: Page, line: Line, complaints: Complaints) {
    this.name = name;
    this.context = page.context();
    this.page = page;
    this.line = line;
    this.complaints = complaints;
  }

  static async sitDown(name: string, setting: Setting, options: PersonOptions = {}): Promise<Person> {
    const { viewport = "desktop", theme = "light", path = "/", neighbours = [] } = options;
    const { url, session } = setting;
    const line = await Line.open(url, ...neighbours);
    const context = await setting.browser.newContext({
      ...VIEWPORTS[viewport],
      baseURL: url,
      colorScheme: theme,
      reducedMotion: "reduce",
      locale: "en-GB",
      timezoneId: "UTC",
      proxy: { server: line.proxy },
      storageState: session && { cookies: [], origins: [{ origin: url, localStorage: stored(session) }] },
    });
    context.setDefaultTimeout(ACTION_MS);
    const stops = setting.stops();
    const disturbed = (): boolean => line.disturbed || setting.stops() > stops;
    const complaints = new Complaints(context, { origins: [url, ...neighbours], disturbed });
    if (options.script !== undefined) await context.addInitScript({ content: options.script });
    const page = await context.newPage();
    await page.goto(path);
    return new Person(name, page, line, complaints);
  }

  /** By what it is called for everybody, also for a screen reader; a part of the name does, exactly by a regular expression. */
  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole("link", { name });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole("heading", { name });
  }

  /** What is written into, by its label. */
  field(label: string | RegExp): Locator {
    return this.page.getByLabel(label);
  }

  /** What was found wrong in this browser so far. */
  faults(): string[] {
    const strangers = this.line.strangers.map((address) => `a connection to ${address}, which was refused`);
    return [...this.complaints.list, ...strangers].map((fault) => `${this.name}: ${fault}`);
  }

  async leave(): Promise<void> {
    await this.context.close();
    await this.line.close();
  }
}

function stored(session: Session): { name: string; value: string }[] {
  return [{ name: SESSION_KEY, value: JSON.stringify(session) }];
}
