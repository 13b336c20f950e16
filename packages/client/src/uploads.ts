import { ProtocolFault, RefusedError } from "./errors.ts";
import { type FileRequests, Unanswered } from "./file-requests.ts";
import type { UploadStore } from "./upload-store.ts";

/** Bytes of one request: it begins small, for slow lines, and is doubled while one takes less than a second. */
const CHUNK_MIN = 256 * 1024;
const CHUNK_MAX = 8 * 2 ** 20;
const CHUNK_MS = 1_000;
const TUS = { "Tus-Resumable": "1.0.0" };

export interface UploadOptions {
  /** What others see; the file's own name if it has one, else "file". */
  name?: string;
  /** Bytes that the server has, and all of them; called after each part, at last with both the same. */
  onProgress?(progress: { sent: number; total: number }): void;
  /** Ends the upload; what has come stays on the server for a day, to go on by the resume key. */
  signal?: AbortSignal;
  /** The same key for the same file lets an upload go on that was broken off, also by a reload (see UploadStore). */
  resumeKey?: string;
}

/** A file that the server has, and what it found out about it. Send it with a message within a day. */
export interface UploadedFile {
  id: number;
  name: string;
  /** Media type, by the content. */
  type: string;
  size: number;
  /** In lower-case hexadecimal. */
  sha256: string;
  /** Pixels; 0 if it is no image. */
  width: number;
  height: number;
  thumbnail: boolean;
}

/** Resumable uploads by the tus protocol (tus.io/protocols/resumable-upload, 1.0). */
export class Uploads {
  readonly #requests: FileRequests;
  readonly #store: UploadStore;

  constructor(requests: FileRequests, store: UploadStore) {
    this.#requests = requests;
    this.#store = store;
  }

  /** See Hubbub.upload. */
  async upload(file: Blob, options: UploadOptions): Promise<UploadedFile> {
    const { signal, resumeKey, onProgress } = options;
    const total = file.size;
    let begun = await this.#begun(file, options);
    for (let chunk = CHUNK_MIN; begun.offset < total;) {
      const { path, offset } = begun;
      onProgress?.({ sent: offset, total });
      const startedAt = performance.now();
      const part = file.slice(offset, Math.min(offset + chunk, total));
      begun = { path, offset: await this.#send(path, offset, part, signal) };
      if (performance.now() - startedAt < CHUNK_MS) chunk = Math.min(2 * chunk, CHUNK_MAX);
    }
    onProgress?.({ sent: total, total });
    const uploaded = await this.file(Number(begun.path.split("/").at(-1)), signal);
    if (resumeKey !== undefined) await this.#store.remove(resumeKey);
    return uploaded;
  }

  /** Where the upload goes on, or begins. */
  async #begun(file: Blob, options: UploadOptions): Promise<{ path: string; offset: number }> {
    const { signal, resumeKey, name = nameOf(file) } = options;
    const known = resumeKey === undefined ? undefined : await this.#store.get(resumeKey);
    if (known?.size === file.size) {
      const offset = await this.#offset(known.path, signal);
      if (offset !== undefined) return { path: known.path, offset };
    }
    const headers = {
      ...TUS,
      "Upload-Length": String(file.size),
      "Upload-Metadata": `filename ${base64(name)}`,
    };
    const response = await this.#requests.patiently(
      (either) => this.#requests.once("files/uploads", { method: "POST", headers }, either),
      signal,
    );
    const path = response.headers.get("Location");
    if (path === null) throw new ProtocolFault("The server did not say where to upload to.");
    if (resumeKey !== undefined) await this.#store.set(resumeKey, { path, size: file.size });
    return { path, offset: 0 };
  }

  /** Sends a part, and gives the offset after it: when the answer is lost, what the server says it has. */
  #send(path: string, offset: number, part: Blob, signal: AbortSignal | undefined): Promise<number> {
    const headers = {
      ...TUS,
      "Upload-Offset": String(offset),
      "Content-Type": "application/offset+octet-stream",
    };
    let isFirst = true;
    return this.#requests.patiently(async (either) => {
      if (!isFirst) {
        const has = await this.#ask(path, either);
        if (has !== offset) return has;
      }
      isFirst = false;
      return offsetOf(await this.#requests.once(path, { method: "PATCH", headers, body: part }, either));
    }, signal);
  }

  /** How many bytes the server has; undefined if it doesn't know the upload any more. */
  async #offset(path: string, signal: AbortSignal | undefined): Promise<number | undefined> {
    try {
      return await this.#requests.patiently((either) => this.#ask(path, either), signal);
    } catch (error) {
      if (error instanceof RefusedError && error.reason === "not_found") return undefined;
      throw error;
    }
  }

  async #ask(path: string, signal: AbortSignal): Promise<number> {
    return offsetOf(await this.#requests.once(path, { method: "HEAD", headers: TUS }, signal));
  }

  /** See Hubbub.file. Waits until the server has looked at the file. */
  file(id: number, signal: AbortSignal | undefined): Promise<UploadedFile> {
    return this.#requests.patiently(async (either) => {
      const response = await this.#requests.once(`files/${id}`, {}, either);
      const { state, ...file } = (await response.json()) as UploadedFile & { state: string };
      if (state !== "ready") throw new Unanswered("The server is still looking at the file.", 0);
      return file;
    }, signal);
  }
}

function offsetOf(response: Response): number {
  const offset = Number(response.headers.get("Upload-Offset") ?? Number.NaN);
  if (!Number.isSafeInteger(offset)) throw new ProtocolFault("The server did not say how much it has.");
  return offset;
}

/** A File has a name; Bun's has the whole path. */
function nameOf(file: Blob): string {
  const name = "name" in file && typeof file.name === "string" ? file.name : "";
  return name.split(/[/\\]/).at(-1) || "file";
}

/** Of UTF-8, as tus wants metadata. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
