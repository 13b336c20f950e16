import type { Calls, Request, Response } from "./calls.ts";
import { failureOf } from "./failures.ts";

declare const self: Worker;

/** Runs the call that the request names; its arguments were checked by the caller's types. */
export function perform(calls: Calls, { op, args }: Request): unknown {
  const call: unknown = calls[op];
  if (typeof call !== "function") throw new Error(`a store thread has no call ${op}`);
  return Reflect.apply(call, calls, args);
}

/** Sends the answer to the main thread; a packed result is moved. */
export function answer(id: number, value: unknown): void {
  send({ id, value }, buffersIn(value));
}

export function answerFailure(id: number, error: unknown): void {
  send({ id, failure: failureOf(error) }, []);
}

/** Performs a call and answers with its result or error. */
export function performAndAnswer(calls: Calls, request: Request): void {
  try {
    answer(request.id, perform(calls, request));
  } catch (error) {
    answerFailure(request.id, error);
  }
}

function send(response: Response, transfer: ArrayBuffer[]): void {
  self.postMessage(response, transfer);
}

function buffersIn(value: unknown): ArrayBuffer[] {
  if (value instanceof ArrayBuffer) return [value];
  if (typeof value !== "object" || value === null || !("packed" in value)) return [];
  return value.packed instanceof ArrayBuffer ? [value.packed] : [];
}
