import type { Person } from "../browser/person.ts";
import type { World } from "../browser/world.ts";
import type { ListPage } from "./list-page.ts";
import type { Shown } from "./sdk-page.ts";

type Reading = "now" | "scrollThrough" | "wrong";

/** The script that lets every page of a browser be read. */
export async function listScript(): Promise<string> {
  const entry = new URL("list-page.ts", import.meta.url).pathname;
  const { outputs } = await Bun.build({ entrypoints: [entry], target: "browser", format: "iife" });
  return outputs[0]!.text();
}

/** One browser's window on one channel, in the web client: what is done and read there is what its user does and sees. */
export class ListWindow {
  readonly person: Person;
  readonly #path: string;
  /** What was found wrong before the reloads. */
  readonly #wrong: string[] = [];

  private constructor(person: Person, path: string) {
    this.person = person;
    this.#path = path;
  }

  static async open(world: World, name: string, channel: number, script: string): Promise<ListWindow> {
    const path = `/c/${channel}`;
    const person = await world.person(name, { path, script });
    const window = new ListWindow(person, path);
    await window.#composer.waitFor();
    return window;
  }

  /** What is shown at once. */
  async send(text: string): Promise<Shown> {
    await this.write(text);
    await this.person.page.keyboard.press("Enter");
    await this.person.page.getByRole("log").getByText(text, { exact: true }).waitFor();
    return this.now();
  }

  async write(text: string): Promise<void> {
    await this.#composer.fill(text);
  }

  written(): Promise<string> {
    return this.#composer.inputValue();
  }

  now(): Promise<Shown> {
    return this.#ask("now");
  }

  scrollThrough(): Promise<Shown> {
    return this.#ask("scrollThrough");
  }

  async wrong(): Promise<string[]> {
    return [...this.#wrong, ...(await this.#ask("wrong"))];
  }

  /** The page goes. */
  async close(): Promise<void> {
    this.#wrong.push(...(await this.#ask("wrong")));
    await this.person.page.goto("about:blank");
  }

  /** After `close`, where the server can be reached. */
  async openAgain(): Promise<void> {
    await this.person.page.goto(this.#path);
    await this.#composer.waitFor();
  }

  async reload(): Promise<void> {
    await this.close();
    await this.openAgain();
  }

  /** What the client says of its connection, where there is something to say. */
  get connection() {
    return this.person.page.getByRole("status").filter({ hasText: /offline|Connecting/ });
  }

  get #composer() {
    return this.person.page.getByRole("textbox", { name: /^Message/ });
  }

  #ask<Name extends Reading>(name: Name): Promise<Awaited<ReturnType<ListPage[Name]>>> {
    return this.person.page.evaluate(
      (method) => (globalThis as unknown as { page: Record<string, () => unknown> }).page[method]!(),
      name as string,
    ) as never;
  }
}
