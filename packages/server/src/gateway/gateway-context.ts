import type { ClientAddress } from "@hubbub/protocol/client-address";

import type { Bus } from "../bus/bus.ts";
import type { GatewayConfig } from "../config.ts";
import type { CatchUp } from "../core/catch-up.ts";
import type { ChannelDirectory } from "../core/channel-directory.ts";
import type { EventLog } from "../core/event-log.ts";
import type { Flusher } from "../core/flusher.ts";
import type { Hub } from "../core/hub.ts";
import type { OnlineUsers } from "../core/online-users.ts";
import type { Posts } from "../core/posts.ts";
import type { Presence } from "../core/presence.ts";
import type { Schedule } from "../core/schedule.ts";
import type { Settings } from "../core/server-settings.ts";
import type { SlowMode } from "../core/slow-mode.ts";
import type { Typing } from "../core/typing.ts";
import type { UserPresence } from "../core/user-presence.ts";
import type { WordRules } from "../core/words/word-rules.ts";
import type { Writes } from "../core/writes.ts";
import type { FileService } from "../files/file-service.ts";
import type { Health } from "../health/health.ts";
import type { WebClient } from "../http/web-client.ts";
import type { Log } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import type { Secrets } from "../secrets.ts";
import type { DueMessage, Store } from "../store/store.ts";
import type { BotTokens } from "./bot-tokens.ts";
import type { Revocations } from "./revocations.ts";
import type { Sessions } from "./sessions.ts";
import type { TokenCheck } from "./token-check.ts";
import type { WorkerLink } from "./worker-link.ts";

/** What sessions and commands work with; made once, in app.ts. */
export interface GatewayContext {
  readonly config: GatewayConfig;
  readonly log: Log;
  /** Tells from which address a request comes. */
  readonly addresses: ClientAddress;
  readonly metrics: Metrics;
  readonly health: Health;
  readonly store: Store;
  readonly events: EventLog;
  readonly writes: Writes;
  readonly posts: Posts;
  /** Messages that are sent later. */
  readonly schedule: Schedule<DueMessage>;
  readonly channels: ChannelDirectory;
  readonly settings: Settings;
  readonly words: WordRules;
  readonly slowMode: SlowMode;
  readonly bus: Bus;
  readonly catchUp: CatchUp;
  readonly hub: Hub;
  readonly flusher: Flusher;
  readonly users: OnlineUsers;
  readonly presence: Presence;
  readonly userPresence: UserPresence;
  readonly typing: Typing;
  readonly sessions: Sessions;
  readonly tokens: TokenCheck;
  readonly botTokens: BotTokens;
  readonly revocations: Revocations;
  readonly worker: WorkerLink;
  readonly files: FileService;
  readonly secrets: Secrets;
  /** Undefined if none is served. */
  readonly webClient: WebClient | undefined;
}
