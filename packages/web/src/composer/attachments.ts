import { type Hubbub, LIMITS } from "@hubbub/client";

import { text } from "../i18n/text.ts";

/** A file that goes out with the next message. */
export interface Attachment {
  /** Its own among those of one place. */
  key: string;
  /** Empty until it is known, of files that were attached elsewhere. */
  name: string;
  /** Bytes. */
  size: number;
  state: "uploading" | "ready" | "failed";
  /** Bytes that the server has. */
  sent: number;
  /** The server's number of it; 0 while it is uploading. */
  id: number;
  /** Address of the picture, if it is one that was chosen here. */
  picture: string | undefined;
  /** Whether the server has a smaller picture of it. */
  thumbnail: boolean;
  error: unknown;
}

const PICTURE = /^image\/(png|jpeg|gif|webp|avif)$/;

/** The files of one place that go out with its next message: uploads under way, and what the draft holds. */
export class Attachments {
  readonly #client: Hubbub;
  readonly #place: string;
  readonly #changed: () => void;
  readonly #files = new Map<string, File>();
  readonly #uploads = new Map<string, AbortController>();
  #list: readonly Attachment[] = [];

  /** `place` keeps uploads of the same file to two places apart. */
  constructor(client: Hubbub, place: string, changed: () => void) {
    this.#client = client;
    this.#place = place;
    this.#changed = changed;
  }

  get list(): readonly Attachment[] {
    return this.#list;
  }

  /** Ids of those that the server has. */
  get ready(): number[] {
    return this.#list.filter(({ state }) => state === "ready").map(({ id }) => id);
  }

  get isUploading(): boolean {
    return this.#list.some(({ state }) => state === "uploading");
  }

  get hasFailed(): boolean {
    return this.#list.some(({ state }) => state === "failed");
  }

  /** Begins to upload. Gives a sentence about those that are too many; a file that is there already is left out. */
  add(files: readonly File[]): string | undefined {
    const fresh = files.filter((file) => !this.#list.some(({ key }) => key === this.#keyOf(file)));
    const room = LIMITS.messageFiles - this.#list.length;
    for (const file of fresh.slice(0, room)) this.#begin(file);
    return fresh.length > room ? text.composer.tooManyFiles(LIMITS.messageFiles) : undefined;
  }

  /** Shows these files of a draft, instead of others that are ready. */
  adopt(ids: readonly number[]): void {
    const known = new Map(this.#list.map((each) => [each.id, each]));
    const others = this.#list.filter(({ state }) => state !== "ready");
    this.#list = [...ids.map((id) => known.get(id) ?? unknownFile(id)), ...others];
    for (const id of ids) if (!known.has(id)) void this.#learn(id);
  }

  remove(key: string): void {
    this.#drop((each) => each.key === key);
  }

  /** Uploads again what failed. */
  retry(key: string): void {
    const file = this.#files.get(key);
    if (file === undefined) return;
    this.#set(key, { state: "uploading", error: undefined });
    void this.#upload(key, file);
  }

  clear(): void {
    if (this.#list.length > 0) this.#drop(() => true);
  }

  #drop(goes: (each: Attachment) => boolean): void {
    for (const { key, picture } of this.#list.filter(goes)) {
      this.#uploads.get(key)?.abort();
      if (picture !== undefined) URL.revokeObjectURL(picture);
      this.#files.delete(key);
    }
    this.#list = this.#list.filter((each) => !goes(each));
    this.#changed();
  }

  #begin(file: File): void {
    const key = this.#keyOf(file);
    this.#files.set(key, file);
    const picture = PICTURE.test(file.type) ? URL.createObjectURL(file) : undefined;
    const { name, size } = file;
    const begun = { key, name, size, sent: 0, id: 0, picture, thumbnail: false, error: undefined };
    this.#list = [...this.#list, { ...begun, state: "uploading" }];
    this.#changed();
    void this.#upload(key, file);
  }

  async #upload(key: string, file: File): Promise<void> {
    const stop = new AbortController();
    this.#uploads.set(key, stop);
    const set = (change: Partial<Attachment>) => !stop.signal.aborted && this.#set(key, change);
    try {
      const { id, thumbnail } = await this.#client.upload(file, {
        signal: stop.signal,
        resumeKey: key,
        onProgress: ({ sent }) => set({ sent }),
      });
      set({ state: "ready", id, thumbnail });
    } catch (error) {
      set({ state: "failed", error });
    }
  }

  /** What another device has attached is known by its number only. */
  async #learn(id: number): Promise<void> {
    const key = String(id);
    try {
      const { name, size, thumbnail } = await this.#client.file(id);
      this.#set(key, { name, size, sent: size, thumbnail });
    } catch (error) {
      this.#set(key, { state: "failed", error });
    }
  }

  #set(key: string, change: Partial<Attachment>): void {
    this.#list = this.#list.map((each) => (each.key === key ? { ...each, ...change } : each));
    this.#changed();
  }

  #keyOf({ name, size, lastModified }: File): string {
    return `${this.#place} ${name} ${size} ${lastModified}`;
  }
}

function unknownFile(id: number): Attachment {
  const unknown = { name: "", size: 0, sent: 0, picture: undefined, thumbnail: false, error: undefined };
  return { key: String(id), id, state: "ready", ...unknown };
}
