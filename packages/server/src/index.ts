/** The gateway: `startGateway` runs it; and its worker: `startWorker`. */
export { type AccountsAddress, type Gateway, startGateway, STORE_FILE } from "./app.ts";
export { type GatewayConfig, gatewayDefaults } from "./config.ts";
export { type FlushMode, Pacing } from "./core/pacing.ts";
export { type Rate } from "./core/token-bucket.ts";
export { unpinned } from "./cpu-affinity.ts";
export { BLOBS_FOLDER } from "./files/file-service.ts";
export { runInspectorProcess } from "./files/inspector-process.ts";
export { packBlobs, unpackBlobs } from "./files/pack-blobs.ts";
export type { S3Settings } from "./files/s3-blob-store.ts";
export { StartRefused } from "./errors.ts";
export { createLog, type Log, LOG_LEVELS, type LogLevel } from "./log.ts";
export { backupSqlite } from "./store/sqlite/backup.ts";
export { openSqliteStore } from "./store/sqlite/open-sqlite-store.ts";
export { COPY_APPLICATION_ID } from "./store/sqlite/schema.ts";
export { type Store, StoreRefused } from "./store/store.ts";
export { startWorker, type WorkerService } from "./worker/start-worker.ts";
export { type WorkerConfig, workerDefaults } from "./worker/worker-config.ts";
