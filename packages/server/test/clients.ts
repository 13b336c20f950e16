import { expect } from "bun:test";

import { type RawClient } from "@hubbub/devkit";
import {
  CLOSE_CODES,
  type CloseName,
  codecFor,
  type Command,
  type Error as ErrorReply,
  type ErrorName,
  ERRORS,
  type Init,
  type Reply,
  type ServerFrame,
  type Subprotocol,
} from "@hubbub/protocol";

type Body = Reply["body"] | undefined;

/** The value of a reply that has to be of this kind. */
export function valueOf<C extends NonNullable<NonNullable<Body>["case"]>>(body: Body, kind: C) {
  if (body?.case !== kind) throw new Error(`Expected ${kind}, got ${JSON.stringify(body)}`);
  return body.value as Extract<Reply["body"], { case: C }>["value"];
}

/** Expects an error reply of this name, with its number from the table and a sentence; `details` are exact. */
export function expectError(body: Body, name: ErrorName, details: Partial<ErrorReply> = {}): void {
  const error = valueOf(body, "error");
  expect(error).toEqual({
    code: ERRORS[name].code,
    name,
    message: expect.stringMatching(/^.*[.?]$/),
    field: "",
    limit: 0,
    retryAfterMs: 0,
    ...details,
  });
}

/** Expects the socket to be closed with this code, and a Closing frame that says so as the last one before. */
export async function expectClosed(client: RawClient, name: CloseName): Promise<ServerFrame["closing"][0]> {
  const { code } = CLOSE_CODES[name];
  expect(await client.closed).toEqual({ code, reason: name });
  const closing = client.frames.at(-1)?.closing ?? [];
  expect(closing).toHaveLength(1);
  expect(closing[0]!.code).toBe(code);
  expect(closing[0]!.message).toMatch(/^.+\.$/);
  expect(client.frames.flatMap((frame) => frame.closing)).toHaveLength(1);
  return closing[0]!;
}

/** One frame with these commands. */
export function frameOf(
  subprotocol: Subprotocol,
  ...commands: Init<Command>[]
): string | Uint8Array<ArrayBuffer> {
  return codecFor(subprotocol).encodeClient({ commands }) as string | Uint8Array<ArrayBuffer>;
}

/** The first reply with this id, past or to come. */
export async function replyOf(client: RawClient, id: number): Promise<Body> {
  const isIt = (reply: Reply): boolean => reply.id === id;
  const frame = await client.until(({ replies }) => replies.some(isIt));
  return frame.replies.find(isIt)?.body;
}

/** A new channel; its id. */
export async function createChannel(client: RawClient, name: string): Promise<number> {
  return valueOf(await client.ask({ case: "createChannel", value: { name } }), "channel").id;
}

export function send(
  channel: number,
  text: string,
  clientId: string = crypto.randomUUID(),
): Init<Command>["body"] {
  return { case: "send", value: { channel, clientId, text } };
}
