import { ClientAddress } from "@hubbub/protocol/client-address";
import type { Logger } from "pino";

import type { AccountStore } from "./accounts/account-store.ts";
import { openAccountStore } from "./accounts/open-account-store.ts";
import type { AuthConfig } from "./config.ts";
import { MailWatch } from "./email/mail-watch.ts";
import { RateLimits } from "./limits/rate-limits.ts";
import { AuthMetrics } from "./metrics.ts";
import { Passwords } from "./passwords/passwords.ts";
import { HashPool } from "./pool/hash-pool.ts";
import { HASH_WORKER_SCRIPT } from "./pool/hash-worker-script.ts";
import { SingleSignOn } from "./sso/single-sign-on.ts";
import { AccessTokens } from "./tokens/access-token.ts";
import { RefreshTokens } from "./tokens/refresh-token.ts";
import { Sessions } from "./tokens/sessions.ts";
import { SigningKeys } from "./tokens/signing-keys.ts";
import { Tickets } from "./tokens/tickets.ts";

/** What routes work with. */
export interface AuthContext {
  config: AuthConfig;
  store: AccountStore;
  pool: HashPool;
  passwords: Passwords;
  keys: SigningKeys;
  access: AccessTokens;
  sessions: Sessions;
  tickets: Tickets;
  /** Undefined if none is set up. */
  sso: SingleSignOn | undefined;
  mail: MailWatch;
  limits: RateLimits;
  addresses: ClientAddress;
  metrics: AuthMetrics;
  log: Logger;
  /** The clock: ms since 1970 UTC. */
  now: () => number;
}

/** The only place that constructs implementations. Rejects with AccountsRefused; then nothing stays open. */
export async function createContext(
  config: AuthConfig,
  { log, now }: Pick<AuthContext, "log" | "now">,
): Promise<AuthContext> {
  const metrics = new AuthMetrics();
  const store = await openAccountStore(config.database, { create: true });
  const pool = new HashPool({
    ...config,
    script: HASH_WORKER_SCRIPT,
    on: {
      dequeued(delayMs) {
        metrics.queueDelay.observe(delayMs / 1000);
        metrics.recentDelay.observe(delayMs / 1000);
      },
      hashed: (op, ms) => metrics.hashDuration.observe({ op }, ms / 1000),
      refused: () => metrics.refused.inc({ by: "queue" }),
      crashed() {
        metrics.crashes.inc();
        log.error("a hash worker ended by itself");
      },
      resized: (workers) => log.info({ workers }, "hash workers"),
    },
  });
  metrics.watch(pool);
  const { oidc, publicUrl } = config;
  try {
    const keys = new SigningKeys(store, config);
    const access = new AccessTokens(keys, config.accessTokenSeconds);
    const refresh = new RefreshTokens(await store.refreshKey());
    return {
      config,
      store,
      pool,
      passwords: await Passwords.create(pool, config),
      keys,
      access,
      sessions: new Sessions({ store, access, refresh, log, metrics, config }),
      tickets: new Tickets(store.tickets),
      sso: oidc && publicUrl !== undefined ? new SingleSignOn(oidc, publicUrl) : undefined,
      mail: new MailWatch(),
      limits: new RateLimits(config, (limit) => metrics.refused.inc({ by: limit })),
      addresses: new ClientAddress(config.trustedProxies),
      metrics,
      log,
      now,
    };
  } catch (error) {
    await pool.close();
    await store.close();
    throw error;
  }
}
