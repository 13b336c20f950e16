import { Server, type Upload } from "@tus/server";

import { Refusal } from "../errors.ts";
import { refusalStatus } from "../http-refusal.ts";
import { FileState, type Store } from "../store/store.ts";
import { newFileId, parseFileId } from "./file-id.ts";
import type { FileLifecycle } from "./file-lifecycle.ts";
import { keptFileName } from "./file-name.ts";
import type { UploadFolder } from "./upload-folder.ts";

/** Where uploads are. */
export const UPLOADS_PATH = "/files/uploads";

export interface UploadsOptions {
  store: Store;
  files: FileLifecycle;
  folder: UploadFolder;
  /** Bytes of one file, and of all of a user's. */
  maxFileBytes: number;
  userQuotaBytes: number;
  /** Browser origins that may upload besides the server's own. */
  origins: readonly string[];
  /** Something failed that isn't the client's fault. */
  failed(error: unknown): void;
}

/** Resumable uploads by the tus protocol 1.0, each with a row of its own from its beginning. */
export class Uploads {
  readonly #options: UploadsOptions;
  readonly #tus: Server;
  readonly #owners = new WeakMap<Request, number>();

  constructor(options: UploadsOptions) {
    this.#options = options;
    const { folder, origins, files, failed } = options;
    this.#tus = new Server({
      path: UPLOADS_PATH,
      relativeLocation: true,
      datastore: folder,
      allowedOrigins: (origin) => origins.includes(origin),
      allowedHeaders: ["Authorization"],
      namingFunction: () => String(newFileId()),
      onUploadCreate: (request, upload) => this.#create(request, upload),
      onUploadFinish: async (_request, { id }) => {
        // The answer needn't wait: whoever asks for the file does.
        files.finish(Number(id)).catch(failed);
        return {};
      },
      onResponseError: (request, error) => {
        // Who is gone is told nothing; what has come stays.
        if (request.signal.aborted) return { status_code: 400, body: "" };
        return errorAnswer(error, failed);
      },
    });
  }

  /** Answers a request of this user. Rejects with Refusal. */
  async answer(request: Request, owner: number): Promise<Response> {
    const name = new URL(request.url).pathname.slice(UPLOADS_PATH.length + 1);
    if (request.method === "GET")
      throw new Refusal("not_found", "An upload can't be read. GET /files/ID has the file.");
    if (name === "") return this.#ask(request, owner);
    const id = parseFileId(name);
    const row = id === undefined ? undefined : await this.#options.store.read("file", { id });
    if (row === undefined || row.owner !== owner || row.state === FileState.REMOVED) {
      throw new Refusal("not_found", "There is no such upload of yours.");
    }
    if (row.state !== FileState.UPLOADING && request.method === "HEAD") return complete(row.size);
    const response = await this.#ask(request, owner);
    if (request.method === "DELETE" && response.ok)
      await this.#options.store.write("removeFile", { id: row.id, owner });
    return response;
  }

  async #ask(request: Request, owner: number): Promise<Response> {
    this.#owners.set(request, owner);
    const response = await this.#tus.handleWeb(request);
    if (response.status >= 400) response.headers.set("Content-Type", "application/json");
    return response;
  }

  async #create(request: Request, { id, size, metadata }: Upload): Promise<object> {
    const { store, maxFileBytes, userQuotaBytes } = this.#options;
    const owner = this.#owners.get(request);
    if (owner === undefined || size === undefined) throw new Error("an upload without owner or size");
    if (size > maxFileBytes) {
      const message = `A file has ${maxFileBytes} bytes at most.`;
      throw new Refusal("too_large", message, { field: "Upload-Length", limit: maxFileBytes });
    }
    const name = keptFileName(metadata?.["filename"] ?? "");
    await store.write("createFile", {
      id: Number(id),
      owner,
      name,
      size,
      at: Date.now(),
      quota: userQuotaBytes,
    });
    return {};
  }
}

/** What HEAD says of an upload that has become a file. */
function complete(size: number): Response {
  const length = String(size);
  return new Response(null, {
    headers: {
      "Tus-Resumable": "1.0.0",
      "Cache-Control": "no-store",
      "Upload-Offset": length,
      "Upload-Length": length,
    },
  });
}

/** How the library is told what to answer: its own errors have a status, and a line of text. */
function errorAnswer(
  error: Error | { status_code: number; body: string },
  failed: (error: unknown) => void,
): { status_code: number; body: string } {
  if (error instanceof Refusal) return { status_code: refusalStatus(error), body: jsonOf(error) };
  if ("status_code" in error && error.status_code !== 500) {
    const { status_code, body } = error;
    const isMissing = status_code === 404 || status_code === 410;
    return { status_code, body: jsonOf(new Refusal(isMissing ? "not_found" : "invalid", body.trim())) };
  }
  failed(error);
  const internal = new Refusal("internal", "The server failed at this. It has been logged.");
  return { status_code: 500, body: jsonOf(internal) };
}

const jsonOf = (refusal: Refusal): string => JSON.stringify({ error: refusal.toReply() });
