import type { ServerSettings } from "@hubbub/protocol";

/** The server's settings, as this node has them in memory. */
export class Settings {
  #current: ServerSettings | undefined;

  constructor(private readonly read: () => Promise<ServerSettings>) {}

  /** Throws until they were read. */
  get current(): ServerSettings {
    if (!this.#current) throw new Error("the settings were not read yet");
    return this.#current;
  }

  /** Reads them again. Rejects as the store does. */
  async refresh(): Promise<void> {
    this.#current = await this.read();
  }
}
