import { createHash } from "node:crypto";

import type { Crowd } from "@hubbub/devkit";

const TUS = { "Tus-Resumable": "1.0.0" };

/** What GET /files/ID says. */
export interface DescribedFile {
  id: number;
  name: string;
  type: string;
  size: number;
  sha256: string;
  width: number;
  height: number;
  thumbnail: boolean;
  state: string;
}

/** A user's bare HTTP requests about files. */
export class FileClient {
  readonly #headers: Promise<Record<string, string>>;
  readonly #url: string;

  constructor(
    crowd: Pick<Crowd, "url" | "mint">,
    user: number,
    options: Parameters<Crowd["mint"]["token"]>[1] = {},
  ) {
    this.#url = crowd.url;
    this.#headers = crowd.mint.token(user, options).then((token) => ({ Authorization: `Bearer ${token}` }));
  }

  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(new URL(path, this.#url), {
      ...init,
      headers: { ...(await this.#headers), ...(init.headers as object) },
    });
  }

  async create(
    name: string,
    size: number | undefined,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const all = new Headers({ ...TUS, ...headers });
    all.set("Upload-Metadata", `filename ${Buffer.from(name).toString("base64")}`);
    if (size !== undefined) all.set("Upload-Length", String(size));
    return this.ask("/files/uploads", { method: "POST", headers: Object.fromEntries(all) });
  }

  patch(path: string, offset: number, bytes: BodyInit): Promise<Response> {
    const headers = {
      ...TUS,
      "Upload-Offset": String(offset),
      "Content-Type": "application/offset+octet-stream",
    };
    return this.ask(path, { method: "PATCH", headers, body: bytes });
  }

  head(path: string): Promise<Response> {
    return this.ask(path, { method: "HEAD", headers: TUS });
  }

  terminate(path: string): Promise<Response> {
    return this.ask(path, { method: "DELETE", headers: TUS });
  }

  async describe(id: number): Promise<DescribedFile> {
    const answer = await this.ask(`/files/${id}`);
    if (!answer.ok) throw new Error(`GET /files/${id}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as DescribedFile;
  }

  /** A new upload; its path. */
  async begin(name: string, size: number): Promise<string> {
    const created = await this.create(name, size);
    if (created.status !== 201) throw new Error(`POST: ${created.status} ${await created.text()}`);
    return created.headers.get("location") ?? "";
  }

  /** Uploads a whole file, and waits for what the server finds out about it. */
  async upload(name: string, content: string | Uint8Array<ArrayBuffer>): Promise<DescribedFile> {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const path = await this.begin(name, bytes.length);
    if (bytes.length > 0) await this.patch(path, 0, bytes);
    return this.describe(idOf(path));
  }
}

export const idOf = (path: string): number => Number(path.split("/").at(-1));

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Status, name, field and limit of a refusal. */
export async function refusalOf(answer: Response) {
  const { error } = (await answer.json()) as { error: { name: string; field: string; limit: number } };
  return { status: answer.status, name: error.name, field: error.field, limit: error.limit };
}
