import { type FromWorker, type ToWorker, type WorkerOutcome, type WorkerSecond } from "../worker/messages.ts";
import { RunFailed } from "./run-failed.ts";

const STOP_MS = 5000;

/** A generator process, as the run sees it. All of its promises reject with RunFailed if it fails or ends. */
export class WorkerProcess implements AsyncDisposable {
  readonly pid: number;
  /** Users that have connected so far. */
  connected = 0;
  readonly #child: Bun.Subprocess<"ignore", "inherit", "inherit">;
  readonly #started = Promise.withResolvers<void>();
  readonly #ready = Promise.withResolvers<void>();
  readonly #done = Promise.withResolvers<WorkerOutcome>();
  readonly #seconds = new Map<number, PromiseWithResolvers<WorkerSecond>>();
  #failure: RunFailed | undefined;

  constructor(command: readonly string[]) {
    this.#child = Bun.spawn([...command], {
      stdio: ["ignore", "inherit", "inherit"],
      ipc: (message: FromWorker) => this.#take(message),
    });
    this.pid = this.#child.pid;
    process.on("exit", this.#kill);
    void this.#child.exited.then((code) => {
      this.#fail(`A generator process ended unexpectedly, with ${this.#child.signalCode ?? `code ${code}`}.`);
    });
    for (const { promise } of [this.#started, this.#ready, this.#done]) promise.catch(() => {});
  }

  /** Resolves when the users of this process are in. */
  async prepare(order: Extract<ToWorker, { type: "prepare" }>): Promise<void> {
    await this.#started.promise;
    this.#tell(order);
    await this.#ready.promise;
  }

  begin(at: number): void {
    this.#tell({ type: "begin", at });
  }

  stop(): void {
    this.#tell({ type: "stop" });
  }

  /** Resolves with the figures of second `at`, 1, 2, 3, …, when it is over. */
  second(at: number): Promise<WorkerSecond> {
    return this.#second(at).promise;
  }

  /** Resolves when all is settled. */
  get done(): Promise<WorkerOutcome> {
    return this.#done.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.disconnect();
    const late = setTimeout(this.#kill, STOP_MS);
    await this.#child.exited;
    clearTimeout(late);
    process.off("exit", this.#kill);
  }

  readonly #kill = (): void => this.#child.kill("SIGKILL");

  #take(message: FromWorker): void {
    switch (message.type) {
      case "started":
        return this.#started.resolve();
      case "connected":
        this.connected = message.users;
        return;
      case "ready":
        return this.#ready.resolve();
      case "second":
        return this.#second(message.second.at).resolve(message.second);
      case "done":
        return this.#done.resolve(message.outcome);
      case "failed":
        return this.#fail(message.message);
    }
  }

  #second(at: number): PromiseWithResolvers<WorkerSecond> {
    let second = this.#seconds.get(at);
    if (second !== undefined) return second;
    second = Promise.withResolvers<WorkerSecond>();
    second.promise.catch(() => {});
    if (this.#failure !== undefined) second.reject(this.#failure);
    this.#seconds.set(at, second);
    return second;
  }

  #tell(message: ToWorker): void {
    if (this.#failure === undefined) this.#child.send(message);
  }

  /** What has resolved already stays so. */
  #fail(message: string): void {
    this.#failure ??= new RunFailed(message);
    for (const waiting of [this.#started, this.#ready, this.#done, ...this.#seconds.values()]) {
      waiting.reject(this.#failure);
    }
  }
}
