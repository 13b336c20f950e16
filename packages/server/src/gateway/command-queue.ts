import type { Command } from "@hubbub/protocol";

import { runsAlone } from "./dispatch.ts";

/** Pipelined sends of one connection under way; the next waits. */
const MAX_RUNNING = 256;

/** A connection, as far as its commands' order goes. */
export interface CommandRunner {
  /** Whether its client takes what it asked for; nothing is started meanwhile if not. */
  readonly mayStart: boolean;
  /** False if the command was refused at once. */
  admit(command: Command): boolean;
  /** Begins in the caller's turn, so that commands take effect in their order. Never rejects. */
  execute(command: Command): Promise<void>;
  /** All that may be started was, and so many wait. */
  queued(waiting: number): void;
}

/**
 * Starts a connection's commands in their order: sends one after the other without waiting for their commits, every
 * other command when all before it are done, and nothing while too much waits to be sent, or to be read.
 */
export class CommandQueue {
  #waiting: Command[] | undefined;
  #running = 0;
  #alone = false;

  constructor(private readonly runner: CommandRunner) {}

  get isEmpty(): boolean {
    return this.#waiting === undefined;
  }

  /** Adds at least one command; the queue may keep the array. */
  push(commands: Command[]): void {
    if (this.#waiting) this.#waiting.push(...commands);
    else this.#waiting = commands;
    this.run();
  }

  /** Forgets what waits. */
  clear(): void {
    this.#waiting = undefined;
  }

  /** Starts what may be started. */
  run(): void {
    while (this.#waiting && !this.#alone && this.runner.mayStart) {
      const command = this.#waiting[0]!;
      const alone = runsAlone(command);
      if (alone ? this.#running > 0 : this.#running >= MAX_RUNNING) break;
      if (this.#waiting.length === 1) this.#waiting = undefined;
      else this.#waiting.shift();
      if (this.runner.admit(command)) void this.#start(command, alone);
    }
    this.runner.queued(this.#waiting?.length ?? 0);
  }

  async #start(command: Command, alone: boolean): Promise<void> {
    this.#running++;
    this.#alone = alone;
    await this.runner.execute(command);
    this.#running--;
    this.#alone = false;
    this.run();
  }
}
