import { createHash, createHmac } from "node:crypto";

import type { S3Settings } from "../src/files/s3-blob-store.ts";

/** An object store on 127.0.0.1 that speaks as much of S3 as blobs need, and checks every signature. */
export interface S3Server extends AsyncDisposable {
  readonly settings: S3Settings;
  /** The objects by their keys. */
  readonly objects: Map<string, Uint8Array>;
}

export function startS3Server(): S3Server {
  const objects = new Map<string, Uint8Array>();
  const uploads = new Map<string, Map<number, Uint8Array>>();
  const keys = {
    accessKey: "the-access-key",
    secretKey: "the-secret-key",
    region: "test-1",
    bucket: "bucket",
  };
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const url = new URL(request.url);
      const body = await request.bytes();
      if (!isSigned(request, url, keys)) return failure(403, "SignatureDoesNotMatch");
      const key = decodeURIComponent(url.pathname).replace(`/${keys.bucket}/`, "");
      const uploadId = url.searchParams.get("uploadId");
      const parts = uploads.get(uploadId ?? "");
      switch (request.method) {
        case "POST": {
          if (url.searchParams.has("uploads")) {
            const id = crypto.randomUUID();
            uploads.set(id, new Map());
            return xml(
              `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
            );
          }
          if (!parts) return failure(404, "NoSuchUpload");
          const numbers = [...parts.keys()].toSorted((a, b) => a - b);
          objects.set(key, Buffer.concat(numbers.map((number) => parts.get(number)!)));
          return xml("<CompleteMultipartUploadResult><ETag>etag</ETag></CompleteMultipartUploadResult>");
        }
        case "PUT":
          if (uploadId === null) objects.set(key, body);
          else if (parts) parts.set(Number(url.searchParams.get("partNumber")), body);
          else return failure(404, "NoSuchUpload");
          return new Response("", { headers: { ETag: '"etag"' } });
        case "DELETE":
          objects.delete(key);
          return new Response(undefined, { status: 204 });
        default: {
          const object = objects.get(key);
          if (!object) return failure(404, "NoSuchKey");
          const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get("range") ?? "");
          if (!range) return new Response(object as Uint8Array<ArrayBuffer>);
          const [start, end] = [Number(range[1]), Math.min(Number(range[2]) + 1, object.length)];
          return new Response(object.slice(start, end) as Uint8Array<ArrayBuffer>, {
            status: 206,
            headers: { "Content-Range": `bytes ${start}-${end - 1}/${object.length}` },
          });
        }
      }
    },
  });
  return {
    settings: { endpoint: `http://127.0.0.1:${server.port}`, ...keys },
    objects,
    [Symbol.asyncDispose]: () => server.stop(true),
  };
}

/** AWS Signature Version 4, of the header kind. */
function isSigned(
  request: Request,
  url: URL,
  { secretKey, region }: { secretKey: string; region: string },
): boolean {
  const given = /SignedHeaders=([^,]+), Signature=(\w+)/.exec(request.headers.get("authorization") ?? "");
  const [, names = "", signature = ""] = given ?? [];
  const headers = names.split(";").map((name) => `${name}:${request.headers.get(name)}\n`);
  const query = [...url.searchParams].map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  const payload = request.headers.get("x-amz-content-sha256") ?? "";
  const canonical = [
    request.method,
    url.pathname,
    query.toSorted().join("&"),
    headers.join(""),
    names,
    payload,
  ];
  const time = request.headers.get("x-amz-date") ?? "";
  const date = time.slice(0, 8);
  const scope = `${date}/${region}/s3/aws4_request`;
  const hashed = createHash("sha256").update(canonical.join("\n")).digest("hex");
  let key: string | Buffer = `AWS4${secretKey}`;
  for (const part of [date, region, "s3", "aws4_request"]) key = hmac(key, part);
  return hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hashed}`).toString("hex") === signature;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function xml(body: string): Response {
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>${body}`, {
    headers: { "Content-Type": "application/xml" },
  });
}

function failure(status: number, code: string): Response {
  const answer = xml(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
  return new Response(answer.body, { status, headers: answer.headers });
}
