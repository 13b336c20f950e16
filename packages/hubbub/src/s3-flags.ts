import { type S3Settings, StartRefused } from "@hubbub/server";

/** The flags of `hubbub serve` that say where files are. */
export interface S3Flags {
  s3Endpoint?: string;
  s3Bucket?: string;
  s3Region: string;
  s3AccessKey?: string;
  s3SecretKey?: string;
}

/** Undefined if files stay in the data folder. Throws StartRefused for what can't be. */
export function toS3Settings(flags: S3Flags): S3Settings | undefined {
  const { s3Endpoint: endpoint, s3Bucket: bucket, s3Region: region } = flags;
  const { s3AccessKey: accessKey, s3SecretKey: secretKey } = flags;
  const given = { "--s3-bucket": bucket, "--s3-access-key": accessKey, "--s3-secret-key": secretKey };
  const missing = Object.entries(given).flatMap(([flag, value]) => (value === undefined ? [flag] : []));
  if (missing.length === 3 && endpoint === undefined) return undefined;
  if (bucket === undefined || accessKey === undefined || secretKey === undefined) {
    throw new StartRefused(`Files in S3 need ${missing.join(" and ")}, too.`);
  }
  if (endpoint !== undefined && !/^https?:$/.test(URL.parse(endpoint)?.protocol ?? "")) {
    throw new StartRefused(`--s3-endpoint: "${endpoint}" is no http:// or https:// address.`);
  }
  return { endpoint, bucket, region, accessKey, secretKey };
}
