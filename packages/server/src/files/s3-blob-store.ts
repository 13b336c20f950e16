import { S3Client } from "bun";

import { type BlobStore, type ByteRange, checkKey } from "./blob-store.ts";

/** Where an S3-compatible store is, and who asks. */
export interface S3Settings {
  /** Base URL, without the bucket; undefined for AWS's own of the region. */
  endpoint: string | undefined;
  bucket: string;
  region: string;
  accessKey: string;
  secretKey: string;
}

/** Blobs as objects of a bucket. See BlobStore. */
export class S3BlobStore implements BlobStore {
  readonly #client: S3Client;

  constructor({ endpoint, bucket, region, accessKey, secretKey }: S3Settings) {
    this.#client = new S3Client({
      endpoint,
      bucket,
      region,
      accessKeyId: accessKey,
      secretAccessKey: secretKey,
    });
  }

  async put(key: string, source: string): Promise<void> {
    await this.#client.write(checkKey(key), Bun.file(source));
  }

  async read(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array> | undefined> {
    // The stream would tell only after the response has begun that there is no such object.
    const object = this.#client.file(checkKey(key));
    if (!(await object.exists())) return undefined;
    if (range === undefined) return object.stream();
    if (range.start === range.end) return new Blob([]).stream();
    return object.slice(range.start, range.end).stream();
  }

  async delete(key: string): Promise<void> {
    await this.#client.delete(checkKey(key));
  }
}
