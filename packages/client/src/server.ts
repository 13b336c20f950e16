import type { CreateSlashCommand, CustomEmoji, Init, ServerSettings, SlashCommand } from "@hubbub/protocol";

import type { Ask } from "./ask.ts";

/** What all users of the server share. Calls reject as `Ask` does; changes are the administrators'. */
export class Server {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  settings(): Promise<ServerSettings> {
    return this.#ask("getSettings", {});
  }

  /** All are set as given. */
  setSettings(settings: Init<ServerSettings>): Promise<ServerSettings> {
    return this.#ask("setSettings", { settings });
  }

  async emoji(): Promise<CustomEmoji[]> {
    return (await this.#ask("listEmoji", {})).emoji;
  }

  /** `name` has 2 to 32 of a-z, 0-9, _ and -; `file` is an own upload, an image of up to 512 KiB. */
  async createEmoji(name: string, file: number): Promise<void> {
    await this.#ask("createEmoji", { name, file });
  }

  async deleteEmoji(name: string): Promise<void> {
    await this.#ask("deleteEmoji", { name });
  }

  async slashCommands(): Promise<SlashCommand[]> {
    return (await this.#ask("listSlashCommands", {})).commands;
  }

  /** The answer holds its `secret`, which is never told again. */
  async createSlashCommand(command: Init<CreateSlashCommand>): Promise<SlashCommand | undefined> {
    const { commands } = await this.#ask("createSlashCommand", command);
    return commands.find(({ name }) => name === command.name);
  }

  async deleteSlashCommand(name: string): Promise<void> {
    await this.#ask("deleteSlashCommand", { name });
  }
}
