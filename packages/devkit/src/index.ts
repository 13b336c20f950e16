/** For tests, benchmarks and `npm run dev` only: the product never imports it. */
export { findChromium, NO_CHROMIUM } from "./find-chromium.ts";
export { type Crowd, type CrowdOptions, startCrowd } from "./crowd.ts";
export { decryptPush, type PushService, type ReceivedPush, startPushService } from "./push-service.ts";
export { freePort } from "./free-port.ts";
export { openRawClient, type RawClient } from "./raw-client.ts";
export { type SeedMessage, MessageMaker, type SeedMessagesOptions } from "./seed/message-maker.ts";
export { type Language, LANGUAGES } from "./seed/languages.ts";
export { Random as SeedRandom } from "./seed/random.ts";
export { vocabularyOf } from "./seed/vocabulary.ts";
export { seedDatabase, type SeedOptions } from "./seed/seed-database.ts";
export { type ServerProcess, type ServerProcessOptions, spawnServer } from "./server-process.ts";
export { type Stack, type StackOptions, startStack } from "./stack.ts";
export { findNats, type NatsServer, NO_NATS, startNats } from "./start-nats.ts";
export { findPostgres, NO_POSTGRES, type PostgresServer, startPostgres } from "./start-postgres.ts";
export { temporaryFolder } from "./temporary-folder.ts";
export { type MintOptions, startTokenMint, type TokenMint } from "./token-mint.ts";
