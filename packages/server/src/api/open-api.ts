import { commandSchema, type FieldSchema, type MessageSchema, replySchema } from "@hubbub/protocol";

import { replyOf } from "./reply-of.ts";
import { API_ROUTES, type ApiRoute, COMMAND_PATH } from "./routes.ts";

type Schema = Record<string, unknown>;

let made: object | undefined;

/** The description of the HTTP API (OpenAPI 3.1), made from the routes and the protocol's own schemas. */
export function openApi(): object {
  return (made ??= describe());
}

function describe(): object {
  const schemas = new Map<string, Schema>();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of API_ROUTES) {
    (paths[`/api${route.path}`] ??= {})[route.method.toLowerCase()] = operation(route, schemas);
  }
  paths[`/api${COMMAND_PATH}`] = { post: anyCommand() };
  return {
    openapi: "3.1.0",
    info: {
      title: "Hubbub",
      version: "1",
      description:
        "What can be done over a connection, as HTTP requests. Fields, bounds and errors are those of the protocol.",
    },
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "An access token, or a bot's own token (hbt_…).",
        },
      },
      schemas: { ...Object.fromEntries(schemas), ErrorBody: ERROR },
    },
  };
}

const ERROR: Schema = {
  type: "object",
  properties: {
    error: {
      type: "object",
      required: ["code", "name", "message"],
      properties: {
        code: { type: "integer" },
        name: { type: "string" },
        message: { type: "string", description: "A sentence for people." },
        field: { type: "string" },
        limit: { type: "integer" },
        retryAfterMs: { type: "integer" },
      },
    },
  },
};

const REFUSED = {
  description: "The command was refused, and nothing was changed.",
  content: { "application/json": { schema: { $ref: "#/components/schemas/ErrorBody" } } },
};

function operation({ method, path, command, summary }: ApiRoute, schemas: Map<string, Schema>): object {
  const { fields } = commandSchema(command) ?? { fields: [] };
  const inPath = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name));
  const others = fields.filter(({ name }) => !inPath.has(name));
  const inQuery = method === "GET" || method === "DELETE";
  const parameters = fields
    .filter(({ name }) => inPath.has(name) || inQuery)
    .map((field) => ({
      name: field.name,
      in: inPath.has(field.name) ? "path" : "query",
      required: inPath.has(field.name),
      schema: typeOf(field, schemas),
    }));
  const body = { type: "object", properties: propertiesOf(others, schemas), additionalProperties: false };
  return {
    operationId: `${method.toLowerCase()}${path.replaceAll(/[^a-zA-Z]+(\w?)/g, (_, next: string) => next.toUpperCase())}`,
    summary,
    parameters,
    ...(!inQuery &&
      others.length > 0 && { requestBody: { content: { "application/json": { schema: body } } } }),
    responses: { [method === "POST" ? "201" : "200"]: answer(command, schemas), default: REFUSED },
  };
}

function answer(command: ApiRoute["command"], schemas: Map<string, Schema>): object {
  const reply = replySchema(replyOf(command));
  const schema = reply ? refer(reply, schemas) : {};
  return { description: reply?.name ?? "Done", content: { "application/json": { schema } } };
}

function anyCommand(): object {
  return {
    operationId: "command",
    summary: "Any command of the protocol, by its name in lowerCamelCase, with its fields as JSON",
    parameters: [{ name: "command", in: "path", required: true, schema: { type: "string" } }],
    requestBody: { content: { "application/json": { schema: { type: "object" } } } },
    responses: { "201": { description: "The reply" }, default: REFUSED },
  };
}

function refer(message: MessageSchema, schemas: Map<string, Schema>): Schema {
  if (!schemas.has(message.name)) {
    // Registered before its fields are, since types may refer to each other.
    const schema: Schema = { type: "object" };
    schemas.set(message.name, schema);
    schema["properties"] = propertiesOf(message.fields, schemas);
  }
  return { $ref: `#/components/schemas/${message.name}` };
}

function propertiesOf(fields: readonly FieldSchema[], schemas: Map<string, Schema>): Schema {
  return Object.fromEntries(fields.map((field) => [field.name, typeOf(field, schemas)]));
}

function typeOf(field: FieldSchema, schemas: Map<string, Schema>): Schema {
  const item = single(field, schemas);
  return field.repeated ? { type: "array", items: item } : item;
}

function single(field: FieldSchema, schemas: Map<string, Schema>): Schema {
  switch (field.kind) {
    case "message":
      return field.message ? refer(field.message(), schemas) : {};
    case "enum":
      return { enum: Object.keys(field.values ?? {}) };
    case "bool":
      return { type: "boolean" };
    case "string":
      return { type: "string" };
    case "bytes":
      return { type: "string", contentEncoding: "base64" };
    case "double":
      return { type: "number" };
    case "uint32":
      return { type: "integer", minimum: 0, maximum: 2 ** 32 - 1 };
    case "uint64":
      return { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
    case "int32":
      return { type: "integer", minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };
  }
}
