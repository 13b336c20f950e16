import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { Accounts, Hubbub, MemorySession } from "@hubbub/client";
import { type ServerProcess, type ServerProcessOptions, spawnServer } from "@hubbub/devkit";

import { buildExecutable } from "../../build/build-executable.ts";

/** The executable, made in a folder, and started from an empty one with nothing in PATH. */
export class Executable {
  readonly #program: string;
  readonly empty: string;

  constructor(folder: string) {
    this.#program = join(folder, "hubbub");
    this.empty = join(folder, "empty");
    mkdirSync(this.empty);
  }

  make(): Promise<void> {
    return buildExecutable(this.#program);
  }

  start(options: Omit<ServerProcessOptions, "command" | "cwd">): Promise<ServerProcess> {
    const env = { PATH: this.empty, ...options.env };
    return spawnServer({ ...options, env, command: [this.#program], cwd: this.empty });
  }
}

export async function client(url: string, name: string, setupCode?: string): Promise<Hubbub> {
  const password = `the long password of ${name}`;
  const session = new MemorySession(await new Accounts(url).signup({ name, password, setupCode }));
  return Hubbub.connect({ url, session });
}

/** Ends the server as its operator does. Gives its exit code. */
export function end(server: ServerProcess): Promise<number | string> {
  server.kill("SIGTERM");
  return server.ended;
}
