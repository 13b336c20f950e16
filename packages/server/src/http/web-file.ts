/** One file of the web client, as the build makes it; `packages/web/build/web-file.ts` says more. */
export interface WebFile {
  path: string;
  type: string;
  immutable: boolean;
  /** Without quotes. */
  etag: string;
  bytes: Uint8Array<ArrayBuffer>;
  encodings: Partial<Record<string, Uint8Array<ArrayBuffer>>>;
}

/** The web client's files; the same array as long as they are the same. Rejects if they could not be made. */
export type WebFiles = () => Promise<readonly WebFile[]>;
