import type {
  CreateSlashCommand,
  CustomEmoji,
  HealthPage,
  Init,
  ServerInfo,
  ServerSettings,
  SlashCommand,
} from "@hubbub/protocol";

import type { Ask } from "./ask.ts";

/** Which samples of the server's load. */
export interface HealthQuery {
  /** Those that are newer: `at` of the newest that is known, in ms since 1970 UTC; all that are kept if it isn't given. */
  since?: number;
  /** Those of a second over the last minute, instead of those of ten seconds over the last hour. */
  bySecond?: boolean;
}

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

  /** Samples of the server's load, the oldest first; for administrators. Ask again every `intervalMs` of the answer. */
  health({ since = 0, bySecond = false }: HealthQuery = {}): Promise<HealthPage> {
    return this.#ask("getHealth", { since, bySecond });
  }

  /** The server's version and sizes; for administrators. */
  info(): Promise<ServerInfo> {
    return this.#ask("getServerInfo", {});
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
