/** The gateway: `startGateway` runs it; and its worker: `startWorker`. */
export { type AccountsAddress, startGateway } from "./app.ts";
export type { Gateway } from "./run-gateway.ts";
export { type GatewayConfig, gatewayDefaults, STORE_FILE } from "./config.ts";
export { type FlushMode, Pacing } from "./core/pacing.ts";
export { type Rate } from "./core/token-bucket.ts";
export { unpinned } from "./cpu-affinity.ts";
export type { BlobStore } from "./files/blob-store.ts";
export { blobKey } from "./files/blob-keys.ts";
export { FileIntake, type TakenFile } from "./files/file-intake.ts";
export { BLOBS_FOLDER, openBlobStore } from "./files/file-service.ts";
export { runInspectorProcess } from "./files/inspector-process.ts";
export { packBlobs, unpackBlobs } from "./files/pack-blobs.ts";
export type { S3Settings } from "./files/s3-blob-store.ts";
export { Refusal, StartRefused } from "./errors.ts";
export type { WebFile, WebFiles } from "./http/web-file.ts";
export { createLog, type Log, LOG_LEVELS, type LogLevel } from "./log.ts";
export { type Operator } from "./operator/operator.ts";
export { carryOut, type OrderInput, type OrderName, type OrderOutput } from "./operator/orders.ts";
export { openStoppedServer, type StoppedServer } from "./stopped-server.ts";
export { fromSlackMarkup } from "./slack/slack-markup.ts";
export { slackText } from "./slack/slack-text.ts";
export { backupSqlite } from "./store/sqlite/backup.ts";
export { openSnapshot, type Snapshot } from "./store/sqlite/open-snapshot.ts";
export { openSqliteStore } from "./store/sqlite/open-sqlite-store.ts";
export { COPY_APPLICATION_ID } from "./store/sqlite/schema.ts";
export {
  type FileRow,
  type ReadVerbs,
  type Store,
  StoreRefused,
  StoreUnavailable,
  type VerbArgs,
  type VerbResult,
  type WriteVerbs,
} from "./store/store.ts";
export { startWorker, type WorkerService } from "./worker/start-worker.ts";
export { type WorkerConfig, workerDefaults } from "./worker/worker-config.ts";
