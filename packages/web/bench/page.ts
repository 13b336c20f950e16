import type { Session } from "@hubbub/client";
import type { Browser, BrowserContext } from "playwright-core";

/** A browser of their own, with nothing in its cache, for who is logged in. */
export async function newBrowser(browser: Browser, url: string, session: Session): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    baseURL: url,
    locale: "en-GB",
    timezoneId: "UTC",
    storageState: {
      cookies: [],
      origins: [{ origin: url, localStorage: [{ name: "hubbub-session", value: JSON.stringify(session) }] }],
    },
  });
  await context.addInitScript({ content: await inPage() });
  return context;
}

let built: Promise<string> | undefined;

/** `in-page.ts` as a script that runs in every page before its own, whatever the page's policy. */
function inPage(): Promise<string> {
  built ??= (async () => {
    const entry = new URL("in-page.ts", import.meta.url).pathname;
    const { outputs } = await Bun.build({ entrypoints: [entry], target: "browser", format: "iife" });
    return outputs[0]!.text();
  })();
  return built;
}
