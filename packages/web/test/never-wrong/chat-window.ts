import type { Person } from "../browser/person.ts";
import type { World } from "../browser/world.ts";
import type { SdkPage, Shown } from "./sdk-page.ts";

/** Where the server serves no page of its own, so that the SDK's is alone with what the browser keeps. */
export const PLACE = "/api";

type Methods = Record<string, (...given: unknown[]) => unknown>;

/** The script that makes every page of a browser a window on the SDK's state. */
export async function sdkScript(): Promise<string> {
  const entry = new URL("sdk-page.ts", import.meta.url).pathname;
  const { outputs } = await Bun.build({ entrypoints: [entry], target: "browser", format: "iife" });
  return outputs[0]!.text();
}

/** One browser's window on one channel. */
export class ChatWindow {
  readonly person: Person;
  readonly #channel: number;
  /** What was found wrong before the reloads. */
  readonly #wrong: string[] = [];

  private constructor(person: Person, channel: number) {
    this.person = person;
    this.#channel = channel;
  }

  static async open(world: World, name: string, channel: number, script: string): Promise<ChatWindow> {
    const person = await world.person(name, { path: PLACE, script });
    // The browser asks for it where the page names no icon.
    person.complaints.allow(/favicon\.ico/);
    const window = new ChatWindow(person, channel);
    await window.#ask("open", channel);
    return window;
  }

  /** What is shown at once. */
  send(text: string): Promise<Shown> {
    return this.#ask("send", this.#channel, text);
  }

  now(): Promise<Shown> {
    return this.#ask("now");
  }

  scrollThrough(): Promise<Shown> {
    return this.#ask("scrollThrough");
  }

  statuses(): Promise<string[]> {
    return this.#ask("statuses");
  }

  setDraft(text: string): Promise<void> {
    return this.#ask("setDraft", this.#channel, text);
  }

  draft(): Promise<string> {
    return this.#ask("draft", this.#channel);
  }

  async wrong(): Promise<string[]> {
    return [...this.#wrong, ...(await this.#ask("wrong"))];
  }

  /** The page goes, and what it was about to do with it. */
  async close(): Promise<void> {
    this.#wrong.push(...(await this.#ask("wrong")));
    await this.person.page.goto("about:blank");
  }

  /** After `close`, where the server can be reached. */
  async openAgain(): Promise<void> {
    await this.person.page.goto(PLACE);
    await this.#ask("open", this.#channel);
  }

  async reload(): Promise<void> {
    await this.close();
    await this.openAgain();
  }

  #ask<Name extends keyof SdkPage>(
    name: Name,
    ...given: Parameters<SdkPage[Name]>
  ): Promise<Awaited<ReturnType<SdkPage[Name]>>> {
    return this.person.page.evaluate(callInPage, [name, given] as [string, unknown[]]) as never;
  }
}

/** Carried out in the browser. */
async function callInPage([method, given]: [string, unknown[]]): Promise<unknown> {
  return (globalThis as unknown as { page: Methods }).page[method]!(...given);
}
