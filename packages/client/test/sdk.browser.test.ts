import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";

import { findChromium, NO_CHROMIUM, type Stack, startStack, temporaryFolder } from "@hubbub/devkit";
import { type Browser, chromium, type Page as Tab } from "playwright-core";

import { Accounts, Hubbub } from "../src/index.ts";
import type { Page } from "./browser/page.ts";

setDefaultTimeout(60_000);

const executablePath = findChromium();
if (executablePath === undefined) console.warn(NO_CHROMIUM);
const inBrowser = test.skipIf(executablePath === undefined);
const data = temporaryFolder();
let stack: Stack;
let browser: Browser;
let script: string;

beforeAll(async () => {
  if (executablePath === undefined) return;
  const entry = new URL("browser/page.ts", import.meta.url).pathname;
  const { outputs } = await Bun.build({ entrypoints: [entry], target: "browser", format: "iife" });
  script = await outputs[0]!.text();
  stack = await startStack({ data: data.path });
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});
afterAll(async () => {
  await browser?.close();
  await stack?.close();
  data[Symbol.dispose]();
});

/** A tab with the page, at the server's own address. Errors of the page fail the test that looks at them. */
async function openTab(): Promise<{ tab: Tab; errors: string[] }> {
  const context = await browser.newContext();
  // Before anything else of each document: what the server serves there is of no interest.
  await context.addInitScript({ content: script });
  const tab = await context.newPage();
  const errors: string[] = [];
  tab.on("pageerror", ({ message }) => errors.push(message));
  await tab.goto(`${stack.url}/api`);
  return { tab, errors };
}

type Methods = Record<string, (...given: unknown[]) => unknown>;

/** Carried out in the browser. */
async function callInPage([method, given]: [string, unknown[]]): Promise<unknown> {
  const page = await (globalThis as unknown as { page: Promise<Methods> }).page;
  return page[method]!(...given);
}

/** Calls a method of the page's Page. */
function ask<Name extends keyof Page>(
  tab: Tab,
  name: Name,
  ...given: Parameters<Page[Name]>
): Promise<Awaited<ReturnType<Page[Name]>>> {
  return tab.evaluate(callInPage, [name, given] as [string, unknown[]]) as never;
}

/** The same server again, on its port: its clients come back by themselves. */
async function restart(): Promise<void> {
  const port = Number(new URL(stack.url).port);
  await stack.close();
  stack = await startStack({ data: data.path, gateway: { port } });
}

inBrowser(
  "[K25.1] in Chromium: sends, receives, is kept over a reload, and comes back after the server's restart",
  async () => {
    const session = await new Accounts(stack.url).signup({ name: "bob", password: "correct horse" });
    const bob = await Hubbub.connect({ url: stack.url, token: session.accessToken });
    const general = await bob.createChannel("general");
    await general.send("before");
    const { tab, errors } = await openTab();
    await ask(tab, "ready");
    const id = await ask(tab, "join", "general");
    await ask(tab, "send", id, "from the page");
    expect(await ask(tab, "texts", id, "from the page")).toEqual(["before", "from the page"]);
    await general.send("to the page");
    await ask(tab, "unread", id, 1);
    await ask(tab, "keep");
    await tab.reload();
    await ask(tab, "ready");
    expect(await ask(tab, "keptNames")).toEqual(["general"]);
    await ask(tab, "unread", id, 1);
    bob.close();
    await restart();
    // What was sent while there was no server leaves the outbox when there is one.
    await ask(tab, "send", id, "after the restart");
    expect(await ask(tab, "texts", id, "after the restart")).toEqual([
      "before",
      "from the page",
      "to the page",
      "after the restart",
    ]);
    expect(await ask(tab, "statuses")).toContain("offline");
    expect(errors).toEqual([]);
    await tab.context().close();
  },
);

inBrowser("[K25.2] in Chromium: an upload that a reload broke off goes on where it was", async () => {
  const { tab, errors } = await openTab();
  const broken = await ask(tab, "upload", true);
  expect(broken.sha256).toBeUndefined();
  await tab.reload();
  const { from, sha256, wanted } = await ask(tab, "upload", false);
  expect(from).toBeGreaterThan(0);
  expect(sha256).toBe(wanted);
  expect(errors).toEqual([]);
  await tab.context().close();
});
