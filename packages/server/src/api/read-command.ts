import {
  BadFrame,
  commandFromJson,
  commandSchema,
  type FieldSchema,
  type UserCommand,
} from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import { type ApiRoute } from "./routes.ts";

type Json = Record<string, unknown>;

/** The command that a request asks for. Throws Refusal. */
export async function readCommand(
  { command, method, fixed, idempotence }: Omit<ApiRoute, "path" | "summary">,
  path: Readonly<Record<string, string>>,
  request: Request,
): Promise<UserCommand> {
  const fields = new Map(commandSchema(command)?.fields.map((field) => [field.name, field]));
  const inQuery = method === "GET" || method === "DELETE";
  const given: Json = inQuery ? fromQuery(fields, new URL(request.url).searchParams) : await jsonOf(request);
  for (const [name, text] of Object.entries(path)) {
    if (name in given) throw new Refusal("invalid", `${name} is in the path already.`, { field: name });
    given[name] = fromText(fields.get(name), text, name);
  }
  if (idempotence !== undefined) given[idempotence] ??= Bun.randomUUIDv7();
  try {
    return commandFromJson(command, { ...given, ...fixed });
  } catch (error) {
    if (!(error instanceof BadFrame)) throw error;
    throw new Refusal("invalid", error.message, { field: error.field });
  }
}

async function jsonOf(request: Request): Promise<Json> {
  const text = await request.text();
  if (text === "") return {};
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Refusal("invalid", "The body is not JSON.");
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new Refusal("invalid", "The body has to be a JSON object.");
  }
  return json as Json;
}

function fromQuery(fields: ReadonlyMap<string, FieldSchema>, query: URLSearchParams): Json {
  const given: Json = {};
  for (const name of new Set(query.keys())) {
    const field = fields.get(name);
    const texts = query.getAll(name);
    if (field?.repeated)
      given[name] = texts.flatMap((text) => text.split(",")).map((text) => fromText(field, text, name));
    else given[name] = fromText(field, texts[0] ?? "", name);
  }
  return given;
}

/** A value of a path or query, by the type of its field. */
function fromText(field: FieldSchema | undefined, text: string, name: string): unknown {
  if (field === undefined) throw new Refusal("invalid", `${name} is not known here.`, { field: name });
  if (field.kind === "bool") return text === "" || text === "true" || text === "1";
  if (field.kind === "string") return text;
  if (field.kind === "enum" && !/^\d+$/.test(text)) return text;
  if (!/^\d{1,16}$/.test(text))
    throw new Refusal("invalid", `${name} has to be a whole number.`, { field: name });
  return Number(text);
}
