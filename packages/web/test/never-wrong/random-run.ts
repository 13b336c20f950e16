import type { SeedRandom } from "@hubbub/devkit";

import type { Person } from "../browser/person.ts";
import type { World } from "../browser/world.ts";

/** One browser's, that of the SDK or of the web client. */
interface ChatWindow {
  readonly person: Person;
  send(text: string): Promise<unknown>;
  close(): Promise<void>;
  openAgain(): Promise<void>;
}

export interface RandomRunOptions {
  world: World;
  windows: readonly ChatWindow[];
  random: SeedRandom;
}

/** Sends and faults, one after the other, by chance: the same for the same seed. */
export class RandomRun {
  readonly #world: World;
  readonly #windows: readonly ChatWindow[];
  readonly #random: SeedRandom;
  readonly #sent: string[] = [];
  readonly #closed = new Set<ChatWindow>();
  #serverIsAway = false;

  constructor({ world, windows, random }: RandomRunOptions) {
    this.#world = world;
    this.#windows = windows;
    this.#random = random;
  }

  async step(): Promise<void> {
    const window = this.#random.pick(this.#windows);
    const { line } = window.person;
    if (this.#random.chance(0.6)) return this.#send(window);
    const act = this.#random.pick([
      () => line.cut(),
      () => line.silence(),
      () => line.restore(),
      () => line.restore(),
      () => this.#close(window),
      () => this.#openAgain(window),
      () => this.#openAgain(window),
      () => this.#endServer(this.#random.chance(0.5) ? "kill" : "stop"),
      () => this.#startServer(),
    ]);
    await act();
  }

  /** All is well again; the texts that were sent. */
  async end(): Promise<string[]> {
    await this.#startServer();
    for (const window of this.#windows) {
      window.person.line.restore();
      await this.#openAgain(window);
    }
    return this.#sent;
  }

  async #send(window: ChatWindow): Promise<void> {
    if (this.#closed.has(window)) return;
    for (let left = 1 + this.#random.below(4); left > 0; left--) {
      const text = `${window.person.name} ${this.#sent.length}`;
      this.#sent.push(text);
      await window.send(text);
    }
  }

  async #close(window: ChatWindow): Promise<void> {
    if (this.#closed.has(window)) return;
    this.#closed.add(window);
    await window.close();
  }

  /** The page comes from the server, so there has to be one, and a way to it. */
  async #openAgain(window: ChatWindow): Promise<void> {
    if (!this.#closed.delete(window)) return;
    await this.#startServer();
    window.person.line.restore();
    await window.openAgain();
  }

  async #endServer(how: "kill" | "stop"): Promise<void> {
    if (this.#serverIsAway) return;
    this.#serverIsAway = true;
    await this.#world.server[how]();
  }

  async #startServer(): Promise<void> {
    if (!this.#serverIsAway) return;
    this.#serverIsAway = false;
    await this.#world.server.startAgain();
  }
}
