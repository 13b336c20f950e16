import type { Reply } from "@hubbub/protocol";

import { type Answer, ANSWERS, type CommandCase } from "./commands.ts";
import { deferred } from "./deferred.ts";
import { ProtocolFault, RefusedError, RequestTimeout, TooManyRequests } from "./errors.ts";
import { after } from "./wait.ts";

/** Requests of one connection that may wait for their answer at a time; one more is refused with TooManyRequests. */
export const PENDING_MAX = 4096;

/** Ids are uint32, and 0 asks for no reply. */
const ID_MAX = 2 ** 32 - 1;

interface Pending {
  resolve: (body: Reply["body"]) => void;
  reject: (error: Error) => void;
  stop: () => void;
}

/** The requests of one connection that wait for their answer, by id. Answers may come in any order. */
export class Requests {
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  get size(): number {
    return this.#pending.size;
  }

  /** Makes the id and the promise of an answer. */
  add<C extends CommandCase>(command: C, timeoutMs: number): { id: number; answer: Promise<Answer<C>> } {
    if (this.#pending.size >= PENDING_MAX) throw new TooManyRequests(PENDING_MAX);
    const id = this.#nextId();
    const { promise, resolve, reject } = deferred<Reply["body"]>();
    const stop = after(timeoutMs, () => {
      this.#pending.delete(id);
      reject(new RequestTimeout(command, timeoutMs));
    });
    this.#pending.set(id, { resolve, reject, stop });
    return { id, answer: promise.then((body) => answerOf(command, body)) };
  }

  /** A reply came. One that nobody waits for any more is of no interest. */
  settle(reply: Reply): void {
    this.#take(reply.id)?.resolve(reply.body);
  }

  /** One request can't be answered. */
  fail(id: number, error: Error): void {
    this.#take(id)?.reject(error);
  }

  /** None will be answered. */
  failAll(error: Error): void {
    for (const id of this.#pending.keys()) this.fail(id, error);
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    pending?.stop();
    this.#pending.delete(id);
    return pending;
  }

  #nextId(): number {
    do this.#lastId = (this.#lastId % ID_MAX) + 1;
    while (this.#pending.has(this.#lastId));
    return this.#lastId;
  }
}

function answerOf<C extends CommandCase>(command: C, body: Reply["body"]): Answer<C> {
  if (body.case === "error") throw new RefusedError({ ...body.value, reason: body.value.name });
  const answers: readonly Reply["body"]["case"][] = ANSWERS[command];
  if (body.value === undefined || !answers.includes(body.case)) {
    throw new ProtocolFault(
      `The server answered ${command} with ${body.case ?? "a reply unknown to this SDK"}.`,
    );
  }
  return body.value as Answer<C>;
}
