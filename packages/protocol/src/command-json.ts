import { COMMAND, type Command, REPLY, type Reply } from "./gen/commands.ts";
import type { Init } from "./wire/init.ts";
import { fromJson } from "./wire/json-in.ts";
import { toJson } from "./wire/json-out.ts";
import type { MessageSchema } from "./wire/schema.ts";

export type CommandBody = Extract<Command["body"], { value: object }>;
/** What can be asked by who has authenticated. */
export type UserCommand = Exclude<CommandBody, { case: "authenticate" }>;
export type ReplyBody = Extract<Reply["body"], { value: object }>;

/** What is known of the fields of a command, and of those of its message types; undefined if there is no such command. */
export const commandSchema = (name: string): MessageSchema | undefined => member(COMMAND, name);

/** The same of what a reply says. */
export const replySchema = (name: string): MessageSchema | undefined => member(REPLY, name);

/** A command in the JSON that docs/SPEC.md tells of; unknown fields are refused. Throws BadFrame. */
export function commandFromJson(name: UserCommand["case"], json: unknown): UserCommand {
  const schema = commandSchema(name);
  if (schema === undefined) throw new Error(`there is no command ${name}`);
  return { case: name, value: fromJson(schema, json, "strict", "") } as unknown as UserCommand;
}

/** What a reply says, as a value for JSON.stringify. */
export function replyToJson(body: Extract<Init<Reply>["body"], { value: object }>): object {
  const schema = replySchema(body.case);
  if (schema === undefined) throw new Error(`there is no reply ${body.case}`);
  return toJson(schema, body.value);
}

function member(schema: MessageSchema, name: string): MessageSchema | undefined {
  return schema.fields.find((field) => field.oneof === "body" && field.name === name)?.message?.();
}
