import { Refusal } from "../errors.ts";
import { parseFileId } from "../files/file-id.ts";
import { UPLOADS_PATH } from "../files/uploads.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { refusalResponse } from "../http-refusal.ts";
import { type FileRow, FileState } from "../store/store.ts";
import { download, noFile } from "./download.ts";
import { type Asked, readToken } from "./read-token.ts";

/** How long an answer about a file waits for what is being found out about it, in ms. */
const WAIT_MS = 5_000;
const STATES: Record<FileState, string> = {
  [FileState.UPLOADING]: "uploading",
  [FileState.READY]: "ready",
  [FileState.USED]: "ready",
  [FileState.REMOVED]: "removed",
};

/** Answers everything below /files/. */
export async function answerFiles(gateway: GatewayContext, asked: Asked): Promise<Response> {
  try {
    return await route(gateway, asked);
  } catch (error) {
    if (error instanceof Refusal) return refusalResponse(error);
    throw error;
  }
}

async function route(gateway: GatewayContext, asked: Asked): Promise<Response> {
  const { request } = asked;
  const { pathname } = new URL(request.url);
  const { method } = request;
  if (pathname === UPLOADS_PATH || pathname.startsWith(`${UPLOADS_PATH}/`)) {
    // A browser asks without a token what it may ask (CORS); it says nothing of anybody.
    const user = method === "OPTIONS" ? 0 : await readToken(gateway, asked, "messages:write");
    return gateway.files.uploads.answer(request, user);
  }
  const [, idText = "", name] = /^\/files\/([^/]+)(?:\/([^/]+))?$/.exec(pathname) ?? [];
  const id = parseFileId(idText);
  if (id === undefined) throw new Refusal("not_found", "There is nothing here. A file is at /files/ID/NAME.");
  if (name !== undefined && (method === "GET" || method === "HEAD")) return download(gateway, asked, id);
  const scope = method === "DELETE" ? "messages:write" : "messages:read";
  const user = await readToken(gateway, asked, scope);
  if (name === undefined && (method === "GET" || method === "HEAD")) return describe(gateway, id, user);
  if (name === undefined && method === "DELETE") return remove(gateway, id, user);
  throw new Refusal("invalid", "A file answers GET, and DELETE at /files/ID.");
}

/** GET /files/ID: what the server knows of a file; of an own one also while it is uploading. */
async function describe(gateway: GatewayContext, id: number, user: number): Promise<Response> {
  const row = await ownUpload(gateway, id, user);
  if (row !== undefined) {
    // Who has just uploaded it asks what has become of it.
    await atMost(WAIT_MS, gateway.files.lifecycle.finish(id));
  }
  const [readable] = await gateway.store.read("readableFiles", { ids: [id], user, at: Date.now() });
  const described = readable ?? (await ownUpload(gateway, id, user));
  if (described === undefined) throw noFile(id);
  return Response.json(description(described), { headers: { "Cache-Control": "no-store" } });
}

/** The user's own file that is still uploading. */
async function ownUpload(gateway: GatewayContext, id: number, user: number): Promise<FileRow | undefined> {
  const row = await gateway.store.read("file", { id });
  return row?.owner === user && row.state === FileState.UPLOADING ? row : undefined;
}

function description({ id, name, type, size, sha256, width, height, thumbnail, state }: FileRow): object {
  return { id, name, type, size, sha256, width, height, thumbnail, state: STATES[state] };
}

/** DELETE /files/ID: an own file that no message has. */
async function remove(gateway: GatewayContext, id: number, owner: number): Promise<Response> {
  await gateway.store.write("removeFile", { id, owner });
  gateway.files.removed();
  return new Response(null, { status: 204 });
}

/** Waits for the work, but no longer than `ms`. */
async function atMost(ms: number, work: Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
