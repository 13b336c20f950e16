import { fileURLToPath } from "node:url";

import { unpinned } from "../cpu-affinity.ts";
import type { Inspected, Inspection } from "./inspect-file.ts";
import type { InspectionResponse } from "./inspector-process.ts";

/** How the inspector's process is started when this runs from its source files. */
export const INSPECTOR_COMMAND: readonly string[] = [
  process.execPath,
  fileURLToPath(new URL("./inspector-process.ts", import.meta.url)),
];

/** The process ends when it has had nothing to do for so long, in ms, and with that gives its memory back. */
const IDLE_MS = 10_000;
/** Ms for each MiB that is hashed. */
const MS_PER_MIB = 100;

/** After how long the process is ended, in ms. */
export interface InspectionTimes {
  /** For the process's start, and all that doesn't depend on what the file is. */
  startMs: number;
  /** For the pictures of one image, besides. */
  imageMs: number;
}

export const INSPECTION_TIMES: InspectionTimes = { startMs: 5_000, imageMs: 15_000 };

interface Run {
  process: Bun.Subprocess;
  exited: Promise<undefined>;
  answered: ((response: InspectionResponse) => void) | undefined;
}

/**
 * Finds out what files are, one after the other, in a process of its own, which is started when needed. A file that
 * ends that process, or takes too long, gets no pictures; the chat notices nothing of it.
 */
export class Inspector {
  readonly #command: readonly string[];
  #run: Run | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #lastId = 0;
  #closed = false;

  readonly #times: InspectionTimes;

  constructor(command: readonly string[], times: InspectionTimes) {
    this.#command = command;
    this.#times = times;
  }

  /** Rejects if the file can't be read, or the inspector is closed. */
  inspect(inspection: Inspection): Promise<Inspected> {
    const result = this.#last.then(() => this.#inspect(inspection));
    this.#last = result.catch(() => {});
    return result;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#end();
  }

  async #inspect(inspection: Inspection): Promise<Inspected> {
    const inspected =
      (await this.#ask(inspection)) ??
      (inspection.images.length > 0 ? await this.#ask({ ...inspection, images: [] }) : undefined);
    if (inspected === undefined) throw new Error(`the inspection of ${inspection.path} did not end`);
    return inspected;
  }

  /** Undefined if the process ended, by itself or because it took too long. */
  async #ask(inspection: Inspection): Promise<Inspected | undefined> {
    if (this.#closed) throw new Error("the inspector is closed");
    clearTimeout(this.#idle);
    const run = (this.#run ??= this.#start());
    const { promise: answer, resolve } = Promise.withResolvers<InspectionResponse>();
    run.answered = resolve;
    const late = setTimeout(() => run.process.kill("SIGKILL"), this.#timeFor(inspection));
    run.process.send({ id: ++this.#lastId, ...inspection });
    const response = await Promise.race([answer, run.exited]);
    clearTimeout(late);
    run.answered = undefined;
    if (response === undefined) {
      this.#run = undefined;
      return undefined;
    }
    this.#idle = setTimeout(() => void this.#end(), IDLE_MS);
    if ("failure" in response) throw new Error(response.failure);
    return response.inspected;
  }

  #start(): Run {
    const process = unpinned(() =>
      Bun.spawn([...this.#command], {
        stdin: "ignore",
        stdout: "ignore",
        stderr: "inherit",
        ipc: (response: InspectionResponse) => run.answered?.(response),
      }),
    );
    const run: Run = { process, exited: process.exited.then(() => undefined), answered: undefined };
    return run;
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    const run = this.#run;
    this.#run = undefined;
    run?.process.kill("SIGKILL");
    await run?.exited;
  }

  #timeFor({ path, images }: Inspection): number {
    const mebibytes = Bun.file(path).size / 2 ** 20;
    const { startMs, imageMs } = this.#times;
    return startMs + MS_PER_MIB * mebibytes + (images.length > 0 ? imageMs : 0);
  }
}
