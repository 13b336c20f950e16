import { CLIENT_FRAME, type ClientFrame, SERVER_FRAME, type ServerFrame } from "../../src/gen/frames.ts";
import type { Init } from "../../src/index.ts";
import type { MessageSchema } from "../../src/wire/schema.ts";

type Value = Record<string, unknown>;
type OneofValue = { case: string | undefined; value?: unknown };

/** What decoding gives for a message of which fields were left out: all of them, at every depth. */
export function whole<T>(schema: MessageSchema, given: Init<T>): T {
  const from = given as Value;
  const message: Value = {};
  for (const field of schema.fields) {
    const inner = (value: unknown) =>
      field.message === undefined ? value : whole(field.message(), value as Init<object>);
    const value = from[field.name];
    if (field.oneof !== undefined) {
      const member = from[field.oneof] as OneofValue | undefined;
      message[field.oneof] ??= { case: undefined, value: undefined };
      if (member?.case === field.name)
        message[field.oneof] = { case: field.name, value: inner(member.value) };
    } else if (field.repeated) message[field.name] = ((value as unknown[] | undefined) ?? []).map(inner);
    else message[field.name] = value === undefined ? emptyOf(field.kind) : inner(value);
  }
  return message as T;
}

export const wholeClientFrame = (frame: Init<ClientFrame>) => whole<ClientFrame>(CLIENT_FRAME, frame);
export const wholeServerFrame = (frame: Init<ServerFrame>) => whole<ServerFrame>(SERVER_FRAME, frame);

function emptyOf(kind: MessageSchema["fields"][number]["kind"]): unknown {
  if (kind === "message") return undefined;
  if (kind === "string") return "";
  if (kind === "bool") return false;
  return kind === "bytes" ? new Uint8Array() : 0;
}
