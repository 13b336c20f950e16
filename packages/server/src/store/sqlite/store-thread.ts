import { StoreUnavailable } from "../store.ts";
import type { Calls, Request, Response } from "./calls.ts";
import { errorOf } from "./failures.ts";

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * The main thread's end of a store thread: sends it calls and hands out the answers. However the thread ends,
 * every call that waits is rejected with StoreUnavailable, and so is every later one.
 */
export class StoreThread<C extends Calls> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  /** Resolves if the thread ends without having been asked to. */
  readonly failed: Promise<StoreUnavailable>;
  #alive = true;
  #lastId = 0;
  /** Why no more calls are taken. */
  #refusal: StoreUnavailable | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<Response>) => this.#answered(data));
    let cause = "";
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      cause = `: ${event.message}`;
    });
    // Bun sends "close" however the thread ends, after "error" if that was why.
    const { promise: failed, resolve: fail } = Promise.withResolvers<StoreUnavailable>();
    this.failed = failed;
    this.#ended = new Promise((resolve) => {
      worker.addEventListener("close", () => {
        const error = new StoreUnavailable(`a thread of the store has ended${cause}`);
        if (this.#refusal === undefined) fail(error);
        this.#died(error);
        resolve();
      });
    });
  }

  /** Calls the thread; `transfer` names the buffers in `args` that are moved to it, not copied. */
  call<Op extends keyof C & string>(
    op: Op,
    args: Parameters<C[Op]>,
    transfer: ArrayBuffer[] = [],
  ): Promise<ReturnType<C[Op]>> {
    if (this.#refusal !== undefined) return Promise.reject(this.#refusal);
    return this.#send(op, args, transfer) as Promise<ReturnType<C[Op]>>;
  }

  /** From now on calls are rejected; those under way go on. */
  refuseCalls(): void {
    this.#refusal ??= new StoreUnavailable("the store is closed");
  }

  /** Lets the thread answer what it was asked and close what it holds, then ends it. */
  async close(): Promise<void> {
    this.refuseCalls();
    try {
      if (this.#alive) await this.#send("close", [], []);
    } finally {
      this.#worker.terminate();
      await this.#ended;
    }
  }

  #send(op: string, args: unknown[], transfer: ArrayBuffer[]): Promise<unknown> {
    const request: Request = { id: ++this.#lastId, op, args };
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
      this.#worker.postMessage(request, transfer);
    });
  }

  #answered(response: Response): void {
    const waiting = this.#waiting.get(response.id);
    this.#waiting.delete(response.id);
    if ("failure" in response) waiting?.reject(errorOf(response.failure));
    else waiting?.resolve(response.value);
  }

  #died(error: StoreUnavailable): void {
    this.#alive = false;
    this.#refusal ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
